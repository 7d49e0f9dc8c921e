package dev.scratchy.shared.web;

import java.util.Arrays;

/**
 * The {@code ETag} of an answer about one aggregate: its version, and behind dots how many of what is counted in the answer but
 * is not the aggregate's own, such as the comments of a post. Without these a reader would be told that a post with a new
 * comment had not changed. {@code If-Match} looks at the version alone.
 */
public final class VersionTag {

    private VersionTag() {}

    /** {@code "3"} when there is nothing to count, as after a command, or {@code "3.2"}. */
    public static String of(long version, long... counts) {
        StringBuilder tag = new StringBuilder("\"").append(version);
        if (Arrays.stream(counts).anyMatch(count -> count != 0)) {
            Arrays.stream(counts).forEach(count -> tag.append('.').append(count));
        }
        return tag.append('"').toString();
    }
}
