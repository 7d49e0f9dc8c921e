package dev.scratchy.query.notification;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.projecting.Projection;
import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.RowStatement;
import dev.scratchy.query.projecting.Sequence;
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
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.MessageIdentifier;

/**
 * Tells followers of what is published and authors of comments. Everything that it needs to know for that it folds from the
 * log itself, and the ids of notifications are derived from the events: so a replay tells the same people the same things.
 */
class NotificationProjection implements Projection {

    static final String NAME = Views.NOTIFICATIONS;

    // What a batch keeps in order beside the events of each post, each pair of users and each inbox.

    /** Whom a publication reaches. */
    private static final String FOLLOWERS = "followers";

    /** Publications: who follows later is not told of them. */
    private static final String PUBLICATIONS = "publications";

    /** Notifications, of whatever. */
    private static final String TOLD = "told";

    /** Ends of what was to be read: what is told later is unread. */
    private static final String ALL_READ = "all read";

    private final NotificationTable notifications;
    private final AudienceTable audience;

    NotificationProjection(NotificationTable notifications, AudienceTable audience) {
        this.notifications = notifications;
        this.audience = audience;
    }

    /** As its rows: a publication that waits makes everything wait that it could tell of, or be told of by. */
    @Override
    public Sequence sequence(Object event) {
        return switch (event) {
            case PostCreated e -> Sequence.of(e.postId());
            case UserFollowed e -> follow(e.userId() + e.followedId());
            case UserUnfollowed e -> follow(e.userId() + e.followedId());
            case PostPublished e ->
                new Sequence(Set.of(e.postId(), FOLLOWERS, ALL_READ), Set.of(e.postId(), PUBLICATIONS, TOLD), null);
            case CommentAdded e -> new Sequence(Set.of(e.postId(), ALL_READ), Set.of(e.postId(), TOLD), null);
            case CommentDeleted e -> new Sequence(Set.of(TOLD), Set.of(e.commentId()), null);
            case NotificationRead e -> new Sequence(Set.of(e.userId(), TOLD), Set.of(e.userId()), null);
            case AllNotificationsRead e -> new Sequence(Set.of(e.userId(), TOLD), Set.of(e.userId(), ALL_READ), null);
            case PostDeleted e -> new Sequence(Set.of(e.postId(), TOLD), Set.of(e.postId()), null);
            case UserDeleted e -> new Sequence(Set.of(TOLD, FOLLOWERS, PUBLICATIONS), Set.of(FOLLOWERS), null);
            default -> throw new IllegalArgumentException(event.getClass().getName());
        };
    }

    private static Sequence follow(String pair) {
        return new Sequence(Set.of(pair, PUBLICATIONS), Set.of(pair, FOLLOWERS), null);
    }

    /** Who is told depends on everything before. */
    @Override
    public boolean isDivisible() {
        return false;
    }

    @EventHandler
    void on(PostCreated event, @Timestamp Instant at, ProjectionBatch batch) {
        batch.write(audience.addPost, new NotificationRow.Post(event.postId(), event.authorId(), at), event.postId());
    }

    @EventHandler
    void on(UserFollowed event, @Timestamp Instant at, ProjectionBatch batch) {
        follow(audience.addFollower, new NotificationRow.Follower(event.followedId(), event.userId(), at), batch);
    }

    @EventHandler
    void on(UserUnfollowed event, @Timestamp Instant at, ProjectionBatch batch) {
        follow(audience.removeFollower, new NotificationRow.Follower(event.followedId(), event.userId(), at), batch);
    }

    @EventHandler
    void on(
            PostPublished event,
            @Timestamp Instant at,
            @MessageIdentifier String eventId,
            TrackingToken token,
            ProjectionBatch batch) {
        batch.write(
                notifications.tellFollowers,
                new NotificationRow.Publication(event.postId(), beginning(token), eventId, at),
                List.of(event.postId(), FOLLOWERS, ALL_READ),
                List.of(event.postId(), PUBLICATIONS, TOLD));
    }

    @EventHandler
    void on(
            CommentAdded event,
            @Timestamp Instant at,
            @MessageIdentifier String eventId,
            TrackingToken token,
            ProjectionBatch batch) {
        batch.write(
                notifications.tellAuthor,
                new NotificationRow.Comment(
                        event.commentId(), event.postId(), event.authorId(), beginning(token), eventId, at),
                List.of(event.postId(), ALL_READ),
                List.of(TOLD));
    }

    @EventHandler
    void on(NotificationEvent event, @Timestamp Instant at, ProjectionBatch batch) {
        switch (event) {
            case NotificationRead e ->
                batch.write(
                        notifications.read,
                        new NotificationRow.Read(e.notificationId(), e.userId(), at),
                        List.of(e.userId(), TOLD),
                        List.of(e.userId()));
            case AllNotificationsRead e ->
                batch.write(
                        notifications.allRead,
                        new NotificationRow.AllRead(e.userId(), at),
                        List.of(e.userId(), TOLD),
                        List.of(e.userId(), ALL_READ));
        }
    }

    @EventHandler
    void on(CommentDeleted event, ProjectionBatch batch) {
        batch.write(notifications.deleteOfComment, new NotificationRow.Id(event.commentId()), List.of(TOLD), List.of());
    }

    @EventHandler
    void on(PostDeleted event, ProjectionBatch batch) {
        var post = new NotificationRow.Id(event.postId());
        batch.write(notifications.deleteOfPost, post, List.of(TOLD), List.of());
        batch.write(audience.removePost, post, List.of(event.postId(), TOLD), List.of(event.postId()));
    }

    @EventHandler
    void on(UserDeleted event, ProjectionBatch batch) {
        var user = new NotificationRow.Id(event.userId());
        batch.write(notifications.deleteOfUser, user, List.of(TOLD), List.of());
        batch.write(audience.removeUser, user, List.of(FOLLOWERS, PUBLICATIONS), List.of(FOLLOWERS));
    }

    private static void follow(RowStatement statement, NotificationRow.Follower row, ProjectionBatch batch) {
        String pair = row.authorId() + row.followerId();
        batch.write(statement, row, List.of(pair, PUBLICATIONS), List.of(pair, FOLLOWERS));
    }

    private static String beginning(TrackingToken token) {
        return NotificationId.beginning(token.position().orElseThrow());
    }
}
