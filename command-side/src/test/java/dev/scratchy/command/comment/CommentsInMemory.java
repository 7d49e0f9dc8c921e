package dev.scratchy.command.comment;

import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stands in for the table where only a comment's decisions are tested; there is one post. */
final class CommentsInMemory extends CommentReservations {

    private final Set<CommentId> living = new HashSet<>();
    private boolean postIsPublic = true;

    CommentsInMemory() {
        super(JdbcClient.create(new JdbcTemplate()));
    }

    void given(CommentId commentId) {
        living.add(commentId);
    }

    void withdrawPost() {
        postIsPublic = false;
    }

    void deletePost() {
        living.clear();
    }

    @Override
    void demand(CommentId commentId, PostId postId, Caller caller) {
        if (!postIsPublic) {
            throw new Refused(ProblemCode.INVALID_STATE, "not public");
        }
        living.add(commentId);
    }

    @Override
    boolean keep(CommentId commentId) {
        mustBeThere(commentId);
        return postIsPublic;
    }

    @Override
    void release(CommentId commentId) {
        mustBeThere(commentId);
        living.remove(commentId);
    }

    private void mustBeThere(CommentId commentId) {
        if (!living.contains(commentId)) {
            throw new Refused(ProblemCode.NOT_FOUND, "gone");
        }
    }

    Set<CommentId> all() {
        return Set.copyOf(living);
    }
}
