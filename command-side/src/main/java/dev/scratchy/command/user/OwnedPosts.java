package dev.scratchy.command.user;

import dev.scratchy.command.user.PostReservations.LivingPost;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.post.PostDeleted;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * Deletes the posts of somebody whose account goes: each gets the last event of its stream, without being loaded. The events
 * are stored with the command's own in one batch. Whoever was about to change one of the posts meets the log's unique
 * (aggregate, sequence number), and one of the two is tried again.
 */
class OwnedPosts {

    private static final String TYPE = "Post";

    private final PostReservations posts;
    private final EventBus events;

    OwnedPosts(PostReservations posts, EventBus events) {
        this.posts = posts;
        this.events = events;
    }

    void deleteAllOf(UserId author) {
        // First, because a statement that waited for a lock would still see the log as it was before.
        posts.lockPostsOf(author);
        events.publish(
                posts.livingPostsOf(author).stream().map(OwnedPosts::deleted).toList());
    }

    private static DomainEventMessage<PostDeleted> deleted(LivingPost post) {
        return new GenericDomainEventMessage<>(
                TYPE, post.postId(), post.nextSequenceNumber(), new PostDeleted(post.postId()));
    }
}
