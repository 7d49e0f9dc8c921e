package dev.scratchy.query.post;

import dev.scratchy.shared.post.PostRules;
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

    private static final Pattern TAG = Pattern.compile(PostRules.TAG);

    PostFilter {
        if (tag != null && !TAG.matcher(tag).matches()) {
            throw new Invalid("tag", PostRules.TAG_MESSAGE);
        }
    }
}
