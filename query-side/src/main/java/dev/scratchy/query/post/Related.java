package dev.scratchy.query.post;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found to go with some posts.
 *
 * @param authors by their ids, or {@code null} when they were not asked for
 * @param comments by the posts' ids, or {@code null} likewise
 */
record Related(
        @Nullable Map<String, Author> authors, @Nullable Map<String, List<LatestComment>> comments) {

    /** A user, as much of one as goes with what they wrote. */
    record Author(String id, String username, String displayName) {}

    /**
     * One of the latest comments on a post.
     *
     * @param author {@code null} for the moment between the deletion of an account and that of its comments
     */
    record LatestComment(
            String id,
            String authorId,
            @Nullable Author author,
            String content,
            Instant createdAt,
            Instant updatedAt) {}

    @Nullable
    Author author(String authorId) {
        return authors == null ? null : authors.get(authorId);
    }

    /** The latest first. */
    @Nullable
    List<LatestComment> comments(String postId) {
        return comments == null ? null : comments.getOrDefault(postId, List.of());
    }
}
