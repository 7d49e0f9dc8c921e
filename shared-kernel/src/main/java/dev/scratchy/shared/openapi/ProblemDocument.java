package dev.scratchy.shared.openapi;

import dev.scratchy.shared.problem.ProblemCode;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shape of every refusal (RFC 9457), and an example of each. */
final class ProblemDocument {

    static final String SCHEMA = "Problem";

    private ProblemDocument() {}

    static Schema<?> schema() {
        Schema<Object> code = new Schema<>(SpecVersion.V31);
        code.setTypes(new LinkedHashSet<>(Set.of("string")));
        Arrays.stream(ProblemCode.values()).map(ProblemCode::name).forEach(code::addEnumItemObject);
        code.setDescription("The stable name of what is wrong; clients branch on it, and expect new ones to come.");
        Schema<?> field = Schemas.typed("object")
                .addProperty("field", Schemas.typed("string").description("As the client wrote it."))
                .addProperty("message", Schemas.typed("string").description("What it would have to be."));
        field.setRequired(List.of("field", "message"));
        Schema<?> problem = Schemas.typed("object")
                .addProperty(
                        "type",
                        Schemas.typed("string").format("uri-reference").description("Absent, or what the kind is."))
                .addProperty("title", Schemas.typed("string").description("What the code means."))
                .addProperty("status", Schemas.typed("integer").description("The HTTP status."))
                .addProperty("detail", Schemas.typed("string").description("A sentence for a person."))
                .addProperty(
                        "instance",
                        Schemas.typed("string").format("uri-reference").description("The path of the request."))
                .addProperty("code", code)
                .addProperty(
                        "errors",
                        Schemas.typed("array").items(field).description("With `VALIDATION_FAILED`: each broken rule."));
        problem.setDescription("Why a request was refused (RFC 9457).");
        problem.setRequired(List.of("title", "status", "detail", "code"));
        return problem;
    }

    static Example example(ProblemCode code) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", code.title());
        problem.put("status", code.status());
        problem.put("detail", code == ProblemCode.VALIDATION_FAILED ? "See errors." : code.title() + ".");
        problem.put("instance", "/api/v1/posts");
        problem.put("code", code.name());
        if (code == ProblemCode.VALIDATION_FAILED) {
            problem.put("errors", List.of(Map.of("field", "title", "message", "must not be blank")));
        }
        return new Example().summary(code.title()).value(problem);
    }
}
