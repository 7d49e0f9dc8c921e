package dev.scratchy.journeys.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an answer's JSON must be: objects are maps, times are {@link Moment}s, and of what is not known a {@link Some} tells enough. */
final class Expected {

    private Expected() {}

    /** A value that is known in part. */
    record Some(String description, Predicate<JsonNode> test) {}

    /** An object of these names and values, and no others. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    /** Where and how JSON is other than expected, or {@code null}. */
    static @Nullable String difference(@Nullable Object expected, JsonNode actual, String where) {
        return switch (expected) {
            case null -> actual.isNull() ? null : unequal("null", actual, where);
            case Map<?, ?> object -> object(object, actual, where);
            case List<?> list -> list(list, actual, where);
            case Moment moment -> moment.holds(time(actual)) ? null : unequal(moment, actual, where);
            case Some some -> some.test().test(actual) ? null : unequal(some.description(), actual, where);
            case String text ->
                actual.isString() && text.equals(actual.asString()) ? null : unequal(text, actual, where);
            default -> Objects.toString(expected).equals(actual.toString()) ? null : unequal(expected, actual, where);
        };
    }

    private static @Nullable String object(Map<?, ?> expected, JsonNode actual, String where) {
        Set<String> names = new TreeSet<>();
        expected.keySet().forEach(name -> names.add(String.valueOf(name)));
        Set<String> found = new TreeSet<>(actual.propertyNames());
        if (!actual.isObject() || !names.equals(found)) {
            return unequal("an object of " + names, actual, where);
        }
        List<@Nullable String> differences = new ArrayList<>();
        names.forEach(name -> differences.add(difference(expected.get(name), actual.path(name), where + "." + name)));
        return first(differences);
    }

    private static @Nullable String list(List<?> expected, JsonNode actual, String where) {
        if (!actual.isArray() || actual.size() != expected.size()) {
            return unequal(expected.size() + " elements " + shortened(expected.toString()), actual, where);
        }
        List<@Nullable String> differences = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            differences.add(difference(expected.get(i), actual.path(i), where + "[" + i + "]"));
        }
        return first(differences);
    }

    private static @Nullable String first(Collection<@Nullable String> differences) {
        return differences.stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static Instant time(JsonNode actual) {
        try {
            return Instant.parse(actual.asString(""));
        } catch (DateTimeParseException none) {
            return Instant.MIN;
        }
    }

    private static String unequal(Object expected, JsonNode actual, String where) {
        return where + ": expected " + shortened(expected.toString()) + " but was " + shortened(actual.toString());
    }

    private static String shortened(String text) {
        return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "…";
    }
}
