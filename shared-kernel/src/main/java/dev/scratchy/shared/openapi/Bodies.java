package dev.scratchy.shared.openapi;

import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The bodies of successes: what was asked for as {@code data}, and {@code meta} of a part of a list. */
@Component
final class Bodies {

    private static final String PAGE_META = "PageMeta";
    private static final String CURSOR_META = "CursorMeta";
    private static final String POSITION_META = "PositionMeta";

    private static final String CURSOR = "MTc2OTg2MDgwMDEyMzQ1Ni8wMU04MVJGRzNIRTdQV1NSNUpXMkFUMDJaQg";

    private final Schemas schemas;

    Bodies(Schemas schemas) {
        this.schemas = schemas;
        schemas.put(ProblemDocument.SCHEMA, ProblemDocument.schema());
        schemas.put(
                PAGE_META,
                numbers(Map.of(
                        "page", "Which one this is, from 1.",
                        "limit", "How many fit on it.",
                        "total", "How many there are on all pages.",
                        "totalPages", "How many pages there are.")));
        schemas.put(CURSOR_META, following(Schemas.typed("string"), CURSOR));
        schemas.put(POSITION_META, following(Schemas.typed("integer"), 42));
    }

    Content of(Contract contract) {
        if (contract.shape() == Shape.EVENTS) {
            // What is in an event, OpenAPI 3.1 cannot say.
            return new Content()
                    .addMediaType(
                            "text/event-stream",
                            new MediaType()
                                    .schema(Schemas.typed("string"))
                                    .example("retry: 1000\nid: 4711\n\nevent: ...\nid: 4712\ndata: {...}\n\n"));
        }
        Schema<?> thing = schemas.written(contract.data());
        Object example = schemas.example(contract.data());
        Schema<?> whole = Schemas.typed("object");
        Map<String, Object> answer = new LinkedHashMap<>();
        boolean several = contract.shape() != Shape.ONE;
        whole.addProperty("data", several ? Schemas.typed("array").items(thing) : thing);
        answer.put("data", several ? List.of(example) : example);
        if (contract.shape() == Shape.PAGE || contract.shape() == Shape.PAGE_OR_CURSOR) {
            whole.addProperty("meta", meta(contract.shape()));
            whole.setRequired(List.of("data", "meta"));
            answer.put("meta", Map.of("page", 1, "limit", 20, "total", 1, "totalPages", 1));
        } else if (contract.shape() == Shape.POSITION) {
            whole.addProperty("meta", Schemas.reference(POSITION_META));
            whole.setRequired(List.of("data", "meta"));
            answer.put("meta", Map.of("limit", 1, "next", 42));
        } else {
            whole.setRequired(List.of("data"));
        }
        String name = Schemas.nameOf(contract.data()) + contract.shape().suffix();
        schemas.put(name, whole);
        return new Content()
                .addMediaType(
                        "application/json",
                        new MediaType().schema(Schemas.reference(name)).example(answer));
    }

    private static Schema<?> meta(Shape shape) {
        if (shape == Shape.PAGE) {
            return Schemas.reference(PAGE_META);
        }
        Schema<?> either = new Schema<>(SpecVersion.V31);
        either.addOneOfItem(Schemas.reference(PAGE_META));
        either.addOneOfItem(Schemas.reference(CURSOR_META));
        return either.description("With `after`, where the list goes on; else which page of it this is.");
    }

    private static Schema<?> following(Schema<Object> next, Object example) {
        Schema<?> meta = numbers(Map.of("limit", "How many fit."));
        next.getTypes().add("null");
        next.setDescription("For `after`, to go on; `null` at the end.");
        next.setExamples(List.of(example));
        meta.addProperty("next", next);
        meta.setRequired(List.of("limit", "next"));
        return meta;
    }

    private static Schema<?> numbers(Map<String, String> meanings) {
        Schema<?> schema = Schemas.typed("object");
        meanings.forEach((name, meaning) -> schema.addProperty(
                name,
                Schemas.typed("integer")
                        .format("int64")
                        .minimum(BigDecimal.ZERO)
                        .description(meaning)));
        schema.setRequired(meanings.keySet().stream().sorted().toList());
        return schema;
    }
}
