package dev.scratchy.query.comment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comment: one row, and its JSON.
 *
 * @param author {@code null} for the moment between the deletion of an account and that of its comments
 */
record CommentView(
        String id,
        String postId,
        String authorId,
        @Nullable Author author,
        String content,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** A user, as much of one as goes with a comment. */
    record Author(String id, String username, String displayName) {}
}
