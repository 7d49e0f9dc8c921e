package dev.scratchy.query.post;

import dev.scratchy.shared.problem.Invalid;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which posts a list is of.
 *
 * @param author a user's ULID, or {@code null} for any
 * @param tag or {@code null} for any
 */
record PostFilter(
        PostStatus status,
        @Nullable String author,
        @Nullable String tag) {

    private static final Pattern TAG = Pattern.compile("[a-z0-9-]{1,50}");

    PostFilter {
        if (tag != null && !TAG.matcher(tag).matches()) {
            throw new Invalid("tag", "must be 1 to 50 lower-case letters, digits and -");
        }
    }
}
