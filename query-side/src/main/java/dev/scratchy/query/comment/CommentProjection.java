package dev.scratchy.query.comment;

import dev.scratchy.query.projecting.ProjectionBatch;
import dev.scratchy.query.projecting.References;
import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.comment.CommentEdited;
import dev.scratchy.shared.comment.CommentEvent;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.user.UserDeleted;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;

/** Folds the events of comments into {@link CommentTable}; a comment goes with its post and with its author. */
class CommentProjection {

    static final String NAME = "comments";

    /** Events whose order matters for each comment apart. */
    private static final String EACH = "each";

    /** The end of a post or a user takes comments that no key names. */
    private static final String DELETION = "deletion";

    private final CommentTable comments;

    CommentProjection(CommentTable comments) {
        this.comments = comments;
    }

    @EventHandler
    void on(CommentEvent event, @SequenceNumber long version, @Timestamp Instant at, ProjectionBatch batch) {
        String id = event.commentId();
        batch.phase(EACH);
        switch (event) {
            case CommentAdded e ->
                batch.write(
                        comments.insert,
                        new CommentRow.New(id, e.postId(), e.authorId(), e.content(), version, at),
                        id);
            case CommentEdited e ->
                batch.write(comments.update, new CommentRow.Changed(id, e.content(), version, at), id);
            case CommentDeleted deleted -> batch.write(comments.delete, new CommentRow.Id(id), id);
        }
        batch.invalidate(References.comments(event.postId()));
    }

    @EventHandler
    void on(PostDeleted event, ProjectionBatch batch) {
        batch.phase(DELETION);
        batch.write(comments.deleteOfPost, new CommentRow.Id(event.postId()), event.postId());
        batch.write(comments.forgetCount, new CommentRow.Id(event.postId()), event.postId());
        batch.invalidate(References.comments(event.postId()));
    }

    @EventHandler
    void on(UserDeleted event, ProjectionBatch batch) {
        batch.phase(DELETION);
        batch.write(comments.deleteOfAuthor, new CommentRow.Id(event.userId()), event.userId());
    }

    @ResetHandler
    void reset() {
        comments.truncate();
    }
}
