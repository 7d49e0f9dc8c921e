package dev.scratchy.command.comment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.comment.CommentEdited;
import dev.scratchy.shared.comment.CommentEvent;
import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/**
 * A comment decides here what may happen to it. It is a stream of its own, so that many may comment on one post at once; what
 * it has to know of its post, and whether it went with the post or its author, the reservations say.
 */
@AggregateRoot(type = "Comment")
@SuppressWarnings("NullAway.Init") // filled by the first event, before anything is asked of it
class Comment {

    @AggregateIdentifier
    private CommentId id;

    private PostId post;
    private UserId author;
    private String content;

    /** For Axon, which folds a stream into an empty one. */
    Comment() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    CommentId decide(AddComment wish, Caller caller, CommentReservations comments) {
        UserId writer = caller.signedIn();
        comments.demand(wish.id(), wish.post(), caller);
        apply(new CommentAdded(wish.id().value(), wish.post().value(), writer.value(), wish.content()));
        return id;
    }

    @CommandHandler
    CommentId decide(EditComment wish, Caller caller, CommentReservations comments) {
        // First, because what is gone is gone for everybody.
        boolean postIsPublic = comments.keep(id);
        mustBeOf(caller);
        if (!postIsPublic) {
            throw new Refused(ProblemCode.INVALID_STATE, "The post is not public at the moment.");
        }
        if (!wish.content().equals(content)) {
            apply(new CommentEdited(id.value(), post.value(), wish.content()));
        }
        return id;
    }

    @CommandHandler
    CommentId decide(DeleteComment wish, Caller caller, CommentReservations comments) {
        comments.release(id);
        mustBeOf(caller);
        apply(new CommentDeleted(id.value(), post.value()));
        return id;
    }

    @EventSourcingHandler
    void on(CommentEvent event) {
        switch (event) {
            case CommentAdded added -> {
                id = CommentId.of(added.commentId());
                post = PostId.of(added.postId());
                author = UserId.of(added.authorId());
                content = added.content();
            }
            case CommentEdited edited -> content = edited.content();
            case CommentDeleted deleted -> markDeleted();
        }
    }

    private void mustBeOf(Caller caller) {
        if (!caller.is(author) && !caller.isEditor()) {
            throw new Refused(ProblemCode.FORBIDDEN, "This is somebody else's comment.");
        }
    }
}
