package dev.scratchy.query.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.scratchy.query.post.Related.Author;
import dev.scratchy.query.post.Related.LatestComment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post: one row, and its JSON.
 *
 * @param author when included
 * @param comments the latest five, when included
 */
record PostView(
        String id,
        String title,
        String slug,
        String content,
        PostStatus status,
        String authorId,
        List<String> tags,
        @Nullable Instant publishedAt,
        long commentCount,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @JsonInclude(Include.NON_NULL) @Nullable Author author,
        @JsonInclude(Include.NON_NULL) @Nullable List<LatestComment> comments) {

    /** Whether everybody may see it, and not only the author and editors. */
    boolean isPublished() {
        return status == PostStatus.PUBLISHED;
    }

    PostView with(Related related) {
        return new PostView(
                id,
                title,
                slug,
                content,
                status,
                authorId,
                tags,
                publishedAt,
                commentCount,
                createdAt,
                updatedAt,
                version,
                related.author(authorId),
                related.comments(id));
    }
}
