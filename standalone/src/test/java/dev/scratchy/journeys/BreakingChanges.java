package dev.scratchy.journeys;

import dev.scratchy.journeys.OpenApiDocuments.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What would break a client of one document that meets a server of another: something that it relies on is not answered any
 * longer, or something that it sends is not taken any longer. The library for that, openapi-diff 2.1.7, sees no
 * change of a type in an OpenAPI 3.1 document.
 */
final class BreakingChanges {

    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems");
    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();

    /** So that a schema is gone through once, also one that holds itself; a change is named where it was met first. */
    private final Set<String> compared = new HashSet<>();

    private BreakingChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** Sentences, each naming the place. */
    static List<String> between(JsonNode before, JsonNode after) {
        var changes = new BreakingChanges(before, after);
        changes.compare();
        return List.copyOf(changes.found);
    }

    private void compare() {
        Map<String, Operation> now = OpenApiDocuments.operations(after).stream()
                .collect(Collectors.toMap(BreakingChanges::shape, Function.identity()));
        for (Operation old : OpenApiDocuments.operations(before)) {
            Operation present = now.get(shape(old));
            if (present == null) {
                found.add(old + " is gone");
            } else {
                parameters(old, present);
                body(old, present);
                responses(old, present);
                if (!old.id().equals(present.id())) {
                    found.add(old + " has another operationId");
                }
            }
        }
    }

    /** The names of a path's variables are nobody's business. */
    private static String shape(Operation operation) {
        return operation.method() + " " + operation.path().replaceAll("\\{[^}]*}", "{}");
    }

    private void parameters(Operation old, Operation present) {
        Map<String, JsonNode> now = new HashMap<>();
        OpenApiDocuments.parameters(present).forEach(parameter -> now.put(key(parameter), parameter));
        OpenApiDocuments.parameters(old).filter(parameter -> !inPath(parameter)).forEach(parameter -> {
            JsonNode same = now.remove(key(parameter));
            String where = old + ", parameter " + key(parameter);
            if (same == null) {
                found.add(where + " is gone");
            } else {
                if (same.path("required").asBoolean(false)
                        && !parameter.path("required").asBoolean(false)) {
                    found.add(where + " is required now");
                }
                sent(where, parameter.path("schema"), same.path("schema"));
            }
        });
        now.values().stream()
                .filter(parameter ->
                        !inPath(parameter) && parameter.path("required").asBoolean(false))
                .forEach(parameter -> found.add(old + ", parameter " + key(parameter) + " is new and required"));
    }

    private static boolean inPath(JsonNode parameter) {
        return parameter.path("in").asString("").equals("path");
    }

    private static String key(JsonNode parameter) {
        return parameter.path("in").asString("") + " " + parameter.path("name").asString("");
    }

    private void body(Operation old, Operation present) {
        JsonNode was = old.description().path("requestBody");
        JsonNode is = present.description().path("requestBody");
        if (is.path("required").asBoolean(false) && !was.path("required").asBoolean(false)) {
            found.add(old + ", the body is required now");
        }
        was.path("content").propertyStream().forEach(type -> {
            String where = old + ", body " + type.getKey();
            if (!is.path("content").has(type.getKey())) {
                found.add(where + " is not taken any longer");
            } else {
                sent(
                        where,
                        type.getValue().path("schema"),
                        is.path("content").path(type.getKey()).path("schema"));
            }
        });
    }

    private void responses(Operation old, Operation present) {
        old.description().path("responses").propertyStream().forEach(response -> {
            String where = old + ", answer " + response.getKey();
            JsonNode same = present.description().path("responses").path(response.getKey());
            if (same.isMissingNode()) {
                found.add(where + " is gone");
                return;
            }
            response.getValue()
                    .path("headers")
                    .propertyStream()
                    .filter(header -> !same.path("headers").has(header.getKey()))
                    .forEach(header -> found.add(where + ", header " + header.getKey() + " is gone"));
            response.getValue().path("content").propertyStream().forEach(type -> {
                JsonNode content = same.path("content").path(type.getKey());
                if (content.isMissingNode()) {
                    found.add(where + " is not " + type.getKey() + " any longer");
                } else {
                    answered(where, type.getValue().path("schema"), content.path("schema"));
                }
            });
        });
    }

    private void sent(String where, JsonNode was, JsonNode is) {
        JsonNode old = OpenApiDocuments.resolved(before, was);
        JsonNode now = OpenApiDocuments.resolved(after, is);
        if (was.has("$ref") && !compared.add("sent " + was.path("$ref") + is.path("$ref"))) {
            return;
        }
        if (!types(now).containsAll(types(old))) {
            found.add(where + " takes " + types(now) + " and not " + types(old));
        }
        if (now.has("enum") && !(old.has("enum") && values(now).containsAll(values(old)))) {
            found.add(where + " takes fewer values");
        }
        if (now.has("pattern") && !now.path("pattern").equals(old.path("pattern"))) {
            found.add(where + " has another pattern");
        }
        LOWER_BOUNDS.forEach(bound -> {
            if (now.has(bound) && !(old.has(bound) && number(now, bound) <= number(old, bound))) {
                found.add(where + " has a narrower " + bound);
            }
        });
        UPPER_BOUNDS.forEach(bound -> {
            if (now.has(bound) && !(old.has(bound) && number(now, bound) >= number(old, bound))) {
                found.add(where + " has a narrower " + bound);
            }
        });
        old.path("properties").propertyStream().forEach(field -> {
            String place = where + "." + field.getKey();
            JsonNode same = now.path("properties").path(field.getKey());
            if (same.isMissingNode()) {
                found.add(place + " is not taken any longer");
            } else {
                sent(place, field.getValue(), same);
            }
        });
        values(now.path("required")).stream()
                .filter(field -> !values(old.path("required")).contains(field))
                .forEach(field -> found.add(where + "." + field + " is required now"));
        if (old.has("items")) {
            sent(where + "[]", old.path("items"), now.path("items"));
        }
    }

    private void answered(String where, JsonNode was, JsonNode is) {
        JsonNode old = OpenApiDocuments.resolved(before, was);
        JsonNode now = OpenApiDocuments.resolved(after, is);
        if (was.has("$ref") && !compared.add("answered " + was.path("$ref") + is.path("$ref"))) {
            return;
        }
        if (!types(old).containsAll(types(now))) {
            found.add(where + " is " + types(now) + " and not " + types(old));
        }
        old.path("properties").propertyStream().forEach(field -> {
            String place = where + "." + field.getKey();
            JsonNode same = now.path("properties").path(field.getKey());
            if (same.isMissingNode()) {
                found.add(place + " is gone");
            } else {
                answered(place, field.getValue(), same);
            }
        });
        values(old.path("required")).stream()
                .filter(field -> now.path("properties").has(field)
                        && !values(now.path("required")).contains(field))
                .forEach(field -> found.add(where + "." + field + " may be absent now"));
        if (old.has("items")) {
            answered(where + "[]", old.path("items"), now.path("items"));
        }
        Stream.of("oneOf", "anyOf").forEach(either -> alternatives(where, old.path(either), now.path(either)));
    }

    private void alternatives(String where, JsonNode was, JsonNode is) {
        if (was.size() != is.size()) {
            found.add(where + " has other alternatives");
            return;
        }
        for (int at = 0; at < was.size(); at++) {
            answered(where + " (" + (at + 1) + ")", was.path(at), is.path(at));
        }
    }

    private static double number(JsonNode schema, String name) {
        return schema.path(name).asDouble();
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? values(type) : type.isMissingNode() ? Set.of() : Set.of(type.asString(""));
    }

    private static Set<String> values(@Nullable JsonNode list) {
        JsonNode all = list != null && list.has("enum") ? list.path("enum") : list;
        return all == null
                ? Set.of()
                : all.valueStream()
                        .map(value -> value.asString(value.toString()))
                        .collect(Collectors.toSet());
    }
}
