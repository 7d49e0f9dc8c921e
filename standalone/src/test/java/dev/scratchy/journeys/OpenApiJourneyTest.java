package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.OpenApiDocuments.Operation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What the documents say is what was approved, breaks nobody, and leaves nothing out. */
class OpenApiJourneyTest {

    /** Writes what is served into contract/openapi, to be looked at with {@code git diff}. */
    private static final boolean APPROVE = Boolean.getBoolean("openapi.approve");

    private final Http anybody = RunningSystem.http();

    @Test
    void every_document_is_served_as_approved() {
        for (String name : OpenApiDocuments.NAMES) {
            String served = OpenApiDocuments.served(anybody, name);
            if (APPROVE) {
                OpenApiDocuments.approve(name, served);
            }

            assertThat(OpenApiDocuments.parsed(served).path("openapi").asString(""))
                    .startsWith("3.1");
            assertThat(served + "\n")
                    .as("contract/openapi/%s.json; its README says what to do", name)
                    .isEqualTo(OpenApiDocuments.approved(name));
        }
    }

    @Test
    void each_side_by_itself_serves_its_own_document() {
        try (Node command = Node.commandSide(List.of());
                Node query = Node.querySide()) {
            assertThat(OpenApiDocuments.served(command.http(null), "command-side") + "\n")
                    .isEqualTo(OpenApiDocuments.approved("command-side"));
            assertThat(OpenApiDocuments.served(query.http(null), "query-side") + "\n")
                    .isEqualTo(OpenApiDocuments.approved("query-side"));
        }
    }

    @Test
    void nothing_breaks_who_relies_on_the_documents_that_were_released_last() {
        for (String name : OpenApiDocuments.NAMES) {
            assertThat(BreakingChanges.between(
                            OpenApiDocuments.released(name),
                            OpenApiDocuments.parsed(OpenApiDocuments.served(anybody, name))))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void every_mapping_of_the_application_is_in_the_merged_document() {
        Set<String> mapped = RunningSystem.beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(handlers -> handlers.getHandlerMethods().keySet().stream())
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1") || path.startsWith("/dev"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> documented = OpenApiDocuments.operations(merged()).stream()
                .map(Operation::toString)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(mapped).hasSizeGreaterThan(30);
        assertThat(documented).isEqualTo(mapped);
    }

    @Test
    void every_word_of_the_merged_document_is_explained() {
        JsonNode document = merged();

        assertThat(unexplained(document)).isEmpty();
    }

    @Test
    void there_is_a_page_to_read_them_and_to_try_them_out() {
        assertThat(anybody.get("/docs").header("location")).endsWith("/swagger-ui/index.html");
        assertThat(anybody.get("/swagger-ui/index.html").raw().body()).contains("<title>");
        assertThat(anybody.get("/openapi/swagger-config").json().path("urls").valueStream())
                .extracting(url -> url.path("url").asString(""))
                .containsExactlyInAnyOrder("/openapi/scratchy", "/openapi/command-side", "/openapi/query-side");
    }

    @Test
    void a_name_that_no_document_has_is_not_found() {
        assertThat(anybody.get("/openapi/nothing").code()).isEqualTo("NOT_FOUND");
    }

    private JsonNode merged() {
        return OpenApiDocuments.parsed(OpenApiDocuments.served(anybody, OpenApiDocuments.MERGED));
    }

    private static Set<String> unexplained(JsonNode document) {
        Stream<String> fields = document.path("components")
                .path("schemas")
                .propertyStream()
                .filter(schema ->
                        schema.getValue().path("properties").path("data").isMissingNode())
                .flatMap(schema -> schema.getValue()
                        .path("properties")
                        .propertyStream()
                        .filter(field -> !field.getValue().has("description"))
                        .map(field -> schema.getKey() + "." + field.getKey()));
        Stream<String> parameters = OpenApiDocuments.operations(document).stream()
                .flatMap(operation -> OpenApiDocuments.parameters(operation)
                        .filter(parameter -> !parameter.has("description") || !parameter.has("example"))
                        .map(parameter ->
                                operation + " " + parameter.path("name").asString("")));
        return Stream.concat(fields, parameters).collect(Collectors.toCollection(TreeSet::new));
    }
}
