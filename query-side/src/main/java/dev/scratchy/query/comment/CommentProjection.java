package dev.scratchy.query.comment;

import dev.scratchy.query.consistency.Views;
import dev.scratchy.query.projecting.Projection;
import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.References;
import dev.scratchy.query.projecting.RowStatement;
import dev.scratchy.query.projecting.Sequence;
import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.comment.CommentEdited;
import dev.scratchy.shared.comment.CommentEvent;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.user.UserDeleted;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;

/** Folds the events of comments into {@link CommentTable}; a comment goes with its post and with its author. */
class CommentProjection implements Projection {

    static final String NAME = Views.COMMENTS;

    /** Marked by each comment: the end of a post or a user takes comments that no key names. */
    private static final String ANY_COMMENT = "any comment";

    private final CommentTable comments;

    CommentProjection(CommentTable comments) {
        this.comments = comments;
    }

    /** Comments are independent of each other, but not of the end of their post or of their author. */
    @Override
    public Sequence sequence(Object event) {
        return switch (event) {
            case CommentAdded e ->
                new Sequence(
                        Set.of(e.commentId(), ended(e.postId())),
                        Set.of(e.commentId(), on(e.postId()), by(e.authorId())),
                        e.postId());
            case CommentEvent e ->
                new Sequence(
                        Set.of(e.commentId(), ended(e.postId())), Set.of(e.commentId(), on(e.postId())), e.postId());
            case PostDeleted e -> new Sequence(Set.of(on(e.postId())), Set.of(ended(e.postId())), e.postId());
            case UserDeleted e -> new Sequence(Set.of(by(e.userId())), Set.of(), null);
            default -> throw new IllegalArgumentException(event.getClass().getName());
        };
    }

    private static String on(String post) {
        return "on:" + post;
    }

    private static String by(String author) {
        return "by:" + author;
    }

    private static String ended(String post) {
        return "ended:" + post;
    }

    @EventHandler
    void on(CommentEvent event, @SequenceNumber long version, @Timestamp Instant at, ProjectionBatch batch) {
        String id = event.commentId();
        switch (event) {
            case CommentAdded e ->
                write(
                        comments.insert,
                        new CommentRow.New(id, e.postId(), e.authorId(), e.content(), version, at),
                        id,
                        batch);
            case CommentEdited e ->
                write(comments.update, new CommentRow.Changed(id, e.content(), version, at), id, batch);
            case CommentDeleted deleted -> write(comments.delete, new CommentRow.Id(id), id, batch);
        }
        batch.invalidate(References.comments(event.postId()));
        if (!(event instanceof CommentEdited)) {
            batch.invalidate(References.commentCount(event.postId()));
        }
    }

    private static void write(RowStatement statement, CommentRow row, String id, ProjectionBatch batch) {
        batch.write(statement, row, List.of(id), List.of(id, ANY_COMMENT));
    }

    @EventHandler
    void on(PostDeleted event, ProjectionBatch batch) {
        String post = event.postId();
        batch.write(comments.deleteOfPost, new CommentRow.Id(post), List.of(ANY_COMMENT), List.of(post));
        batch.write(comments.forgetCount, new CommentRow.Id(post), post);
        batch.invalidate(References.comments(post), References.commentCount(post));
    }

    @EventHandler
    void on(UserDeleted event, ProjectionBatch batch) {
        batch.write(comments.deleteOfAuthor, new CommentRow.Id(event.userId()), List.of(ANY_COMMENT), List.of());
    }
}
