package dev.scratchy.query.post;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A post: one row, and its JSON. */
record PostView(
        String id,
        String title,
        String slug,
        String content,
        PostStatus status,
        String authorId,
        List<String> tags,
        @Nullable Instant publishedAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** Everybody sees what is published, the author and editors the rest. */
    boolean isVisibleTo(Caller caller) {
        return status == PostStatus.PUBLISHED || caller.isEditor() || caller.is(UserId.of(authorId));
    }
}
