package dev.scratchy.query.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cache answered.
 *
 * @param payload what it has, or {@code null}
 * @param number the number to fill with when this caller is to load, or {@code null} when the payload will do
 */
record Lookup(@Nullable String payload, @Nullable String number) {

    static @Nullable Lookup of(@Nullable List<Object> answer) {
        if (answer == null) {
            return null;
        }
        String payload = (String) answer.get(1);
        String number = (String) answer.get(2);
        return switch ((String) answer.getFirst()) {
            case "hit" -> new Lookup(payload, null);
            case "refresh" -> new Lookup(payload, number);
            default -> new Lookup(null, number);
        };
    }
}
