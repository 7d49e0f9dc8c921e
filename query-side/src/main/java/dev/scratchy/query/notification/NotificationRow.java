package dev.scratchy.query.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** What the writes of notifications read: the component names are the columns of their {@code json_to_recordset}. */
sealed interface NotificationRow {

    record Post(
            @JsonProperty("post_id") String postId,
            @JsonProperty("author_id") String authorId,
            Instant at) implements NotificationRow {}

    record Follower(
            @JsonProperty("author_id") String authorId,
            @JsonProperty("follower_id") String followerId,
            Instant at) implements NotificationRow {}

    /**
     * Something to tell of.
     *
     * @param beginning of the ids of its notifications
     * @param eventId what the rest of each id is derived from, together with the user who is told
     */
    record Publication(
            @JsonProperty("post_id") String postId,
            String beginning,
            @JsonProperty("event_id") String eventId,
            Instant at)
            implements NotificationRow {}

    record Comment(
            @JsonProperty("comment_id") String commentId,
            @JsonProperty("post_id") String postId,
            @JsonProperty("author_id") String authorId,
            String beginning,
            @JsonProperty("event_id") String eventId,
            Instant at)
            implements NotificationRow {}

    record Read(String id, @JsonProperty("user_id") String userId, Instant at) implements NotificationRow {}

    record AllRead(@JsonProperty("user_id") String userId, Instant at) implements NotificationRow {}

    record Id(String id) implements NotificationRow {}
}
