package dev.scratchy.query.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.scratchy.query.post.Related.Author;
import dev.scratchy.query.post.Related.LatestComment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post in a list: with an excerpt where the content would be.
 *
 * @param author when included
 * @param comments the latest five, when included
 */
record PostSummary(
        String id,
        String title,
        String slug,
        String excerpt,
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

    PostSummary with(Related related) {
        return new PostSummary(
                id,
                title,
                slug,
                excerpt,
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
