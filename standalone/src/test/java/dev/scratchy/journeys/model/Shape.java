package dev.scratchy.journeys.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which texts can be what. An absent one can be anything: it stays as it is. */
final class Shape {

    private static final int MEBIBYTE = 1 << 20;

    private Shape() {}

    static boolean title(@Nullable String text) {
        return text == null || (!text.isBlank() && upTo(200, text));
    }

    static boolean slug(@Nullable String text) {
        return text == null || text.matches("[a-z0-9-]{1,200}");
    }

    static boolean content(@Nullable String text) {
        return text == null || (isStorable(text) && text.getBytes(StandardCharsets.UTF_8).length <= MEBIBYTE);
    }

    static boolean tags(@Nullable List<String> tags) {
        return tags == null || (tags.size() <= 20 && tags.stream().allMatch(Shape::tag));
    }

    static boolean tag(String text) {
        return text.matches("[a-z0-9-]{1,50}");
    }

    static boolean username(@Nullable String text) {
        return text == null || text.matches("[a-z0-9_-]{3,32}");
    }

    static boolean displayName(@Nullable String text) {
        return text == null || (!text.isBlank() && upTo(200, text));
    }

    /** Which addresses there are is a long story; those that the test makes either have one of these or are empty. */
    static boolean email(@Nullable String text) {
        return text == null || text.isEmpty() || (text.contains("@") && upTo(254, text));
    }

    static boolean bio(@Nullable String text) {
        return text == null || upTo(2_000, text);
    }

    static boolean comment(String text) {
        return !text.isBlank() && upTo(10_000, text);
    }

    private static boolean upTo(int characters, String text) {
        return isStorable(text) && text.length() <= characters;
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0;
    }
}
