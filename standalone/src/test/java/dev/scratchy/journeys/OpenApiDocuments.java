package dev.scratchy.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of the HTTP interface: as they are served, were approved, and were released last. */
final class OpenApiDocuments {

    static final String MERGED = "scratchy";

    static final List<String> NAMES = List.of(MERGED, "command-side", "query-side");

    private static final Path APPROVED = Path.of("..", "contract", "openapi");
    private static final Path RELEASED = APPROVED.resolve("released");

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private OpenApiDocuments() {}

    /**
     * One operation of a document.
     *
     * @param path with variables in braces
     */
    record Operation(String method, String path, JsonNode description) {

        String id() {
            return description.path("operationId").asString("");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static String served(Http http, String name) {
        return http.get("/openapi/" + name).raw().body();
    }

    /** With a new line at its end, as editors have it. */
    static String approved(String name) {
        return read(APPROVED.resolve(name + ".json"));
    }

    static void approve(String name, String document) {
        try {
            Files.writeString(APPROVED.resolve(name + ".json"), document + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode released(String name) {
        return JSON.readTree(read(RELEASED.resolve(name + ".json")));
    }

    static JsonNode parsed(String document) {
        return JSON.readTree(document);
    }

    static List<Operation> operations(JsonNode document) {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .map(method -> new Operation(
                                method.toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                path.getValue().path(method))))
                .toList();
    }

    /** What a node stands for, when it is a reference into the document. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    static Stream<JsonNode> parameters(Operation operation) {
        return operation.description().path("parameters").valueStream();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "{}";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
