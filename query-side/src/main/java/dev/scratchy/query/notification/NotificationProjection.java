package dev.scratchy.query.notification;

import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.notification.AllNotificationsRead;
import dev.scratchy.shared.notification.NotificationEvent;
import dev.scratchy.shared.notification.NotificationRead;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserFollowed;
import dev.scratchy.shared.user.UserUnfollowed;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.MessageIdentifier;

/**
 * Tells followers of what is published and authors of comments. Everything that it needs to know for that it folds from the
 * log itself, and the ids of notifications are derived from the events: so a replay tells the same people the same things.
 */
class NotificationProjection {

    static final String NAME = "notifications";

    /** Who follows whom, and whose posts are whose. */
    private static final String AUDIENCE = "audience";

    /** Depends on the whole audience. */
    private static final String TELLING = "telling";

    /** Depends on what was told, to whomever it was. */
    private static final String AFTERWARDS = "afterwards";

    private final NotificationTable notifications;
    private final AudienceTable audience;

    NotificationProjection(NotificationTable notifications, AudienceTable audience) {
        this.notifications = notifications;
        this.audience = audience;
    }

    @EventHandler
    void on(PostCreated event, @Timestamp Instant at, ProjectionBatch batch) {
        batch.phase(AUDIENCE);
        batch.write(audience.addPost, new NotificationRow.Post(event.postId(), event.authorId(), at), event.postId());
    }

    @EventHandler
    void on(UserFollowed event, @Timestamp Instant at, ProjectionBatch batch) {
        batch.phase(AUDIENCE);
        batch.write(
                audience.addFollower,
                new NotificationRow.Follower(event.followedId(), event.userId(), at),
                event.followedId() + event.userId());
    }

    @EventHandler
    void on(UserUnfollowed event, @Timestamp Instant at, ProjectionBatch batch) {
        batch.phase(AUDIENCE);
        batch.write(
                audience.removeFollower,
                new NotificationRow.Follower(event.followedId(), event.userId(), at),
                event.followedId() + event.userId());
    }

    @EventHandler
    void on(
            PostPublished event,
            @Timestamp Instant at,
            @MessageIdentifier String eventId,
            TrackingToken token,
            ProjectionBatch batch) {
        batch.phase(TELLING);
        batch.write(
                notifications.tellFollowers,
                new NotificationRow.Publication(event.postId(), beginning(token), eventId, at),
                event.postId());
    }

    @EventHandler
    void on(
            CommentAdded event,
            @Timestamp Instant at,
            @MessageIdentifier String eventId,
            TrackingToken token,
            ProjectionBatch batch) {
        batch.phase(TELLING);
        batch.write(
                notifications.tellAuthor,
                new NotificationRow.Comment(
                        event.commentId(), event.postId(), event.authorId(), beginning(token), eventId, at),
                event.commentId());
    }

    @EventHandler
    void on(NotificationEvent event, @Timestamp Instant at, ProjectionBatch batch) {
        batch.phase(AFTERWARDS);
        switch (event) {
            case NotificationRead e ->
                batch.write(
                        notifications.read, new NotificationRow.Read(e.notificationId(), e.userId(), at), e.userId());
            case AllNotificationsRead e ->
                batch.write(notifications.allRead, new NotificationRow.AllRead(e.userId(), at), e.userId());
        }
    }

    @EventHandler
    void on(CommentDeleted event, ProjectionBatch batch) {
        batch.phase(AFTERWARDS);
        batch.write(notifications.deleteOfComment, new NotificationRow.Id(event.commentId()), event.commentId());
    }

    @EventHandler
    void on(PostDeleted event, ProjectionBatch batch) {
        batch.phase(AFTERWARDS);
        var post = new NotificationRow.Id(event.postId());
        batch.write(notifications.deleteOfPost, post, event.postId());
        batch.write(audience.removePost, post, event.postId());
    }

    @EventHandler
    void on(UserDeleted event, ProjectionBatch batch) {
        batch.phase(AFTERWARDS);
        var user = new NotificationRow.Id(event.userId());
        batch.write(notifications.deleteOfUser, user, event.userId());
        batch.write(audience.removeUser, user, event.userId());
    }

    private static String beginning(TrackingToken token) {
        return NotificationId.beginning(token.position().orElseThrow());
    }

    @ResetHandler
    void reset() {
        notifications.truncate();
        audience.truncate();
    }
}
