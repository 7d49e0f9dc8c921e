package dev.scratchy.query.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification: one row, and its JSON.
 *
 * @param actorId who published or commented
 * @param actor {@code null} for the moment between the deletion of an account and that of its notifications
 * @param post {@code null} while it is not published
 * @param commentId of a comment
 * @param readAt {@code null} until it was read
 */
record NotificationView(
        String id,
        Kind kind,
        String actorId,
        @Nullable Actor actor,
        String postId,
        @Nullable PublishedPost post,
        @Nullable String commentId,
        boolean read,
        @Nullable Instant readAt,
        Instant createdAt) {

    /** What it tells of. */
    enum Kind {
        @JsonProperty("post_published")
        POST_PUBLISHED,
        @JsonProperty("comment_added")
        COMMENT_ADDED
    }

    /** A user, as much of one as goes with a notification. */
    record Actor(String id, String username, String displayName) {}

    /** A post, as much of one as goes with a notification. */
    record PublishedPost(String id, String title, String slug) {}
}
