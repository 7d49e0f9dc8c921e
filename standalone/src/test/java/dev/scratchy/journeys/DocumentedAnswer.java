package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.OpenApiDocuments.Operation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether answers are what a document says of them. */
final class DocumentedAnswer {

    /** What is only there when it means something, so that it is a fault when the document does not know of it. */
    private static final List<String> TELLING = List.of(
            "Consistency-Token",
            "ETag",
            "Idempotency-Replayed",
            "Last-Modified",
            "Location",
            "Retry-After",
            "Cache-Tag",
            "Surrogate-Key",
            "WWW-Authenticate");

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final ObjectNode components;

    DocumentedAnswer(JsonNode document) {
        this.document = document;
        this.components = (ObjectNode) document.path("components").deepCopy();
        close(components.path("schemas"));
    }

    /** Clients are to expect new fields, and tests are not. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.values().forEach(DocumentedAnswer::close);
    }

    /** Fails unless an answer's status, headers and body are documented for an operation. */
    void check(Operation operation, Answer answer) {
        String what = operation + " -> " + answer.status() + " " + answer.raw().body();
        JsonNode response = operation.description().path("responses").path(Integer.toString(answer.status()));
        assertThat(response.isMissingNode()).as("%s is not documented", what).isFalse();
        JsonNode headers = response.path("headers");
        headers.propertyStream()
                .filter(header -> OpenApiDocuments.resolved(document, header.getValue())
                        .path("required")
                        .asBoolean(false))
                .forEach(header -> assertThat(answer.header(header.getKey()))
                        .as("%s: %s", what, header.getKey())
                        .isNotEmpty());
        assertThat(TELLING.stream().filter(name -> !answer.header(name).isEmpty()))
                .as("%s: headers that are not documented", what)
                .allMatch(headers::has);
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.raw().body()).as(what).isEmpty();
        } else {
            String type = answer.header("content-type").replaceAll(";.*", "");
            assertThat(content.has(type))
                    .as("%s: a body of type %s", what, type)
                    .isTrue();
            if (type.endsWith("json")) {
                assertThat(faults(content.path(type).path("schema"), answer.json()))
                        .as(what)
                        .isEmpty();
            }
        }
    }

    private List<Error> faults(JsonNode schema, JsonNode body) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", components);
        return SCHEMAS.getSchema(whole).validate(body);
    }
}
