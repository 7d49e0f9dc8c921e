package dev.scratchy.command.comment;

import dev.scratchy.command.dispatch.NoAccount;
import dev.scratchy.shared.identity.CommentId;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps comments to public posts, and knows which are left. Each call takes part in the command's transaction and locks what
 * it relies on: nobody withdraws or deletes the post, or deletes the account, before the comment's event is committed, and
 * whoever was quicker is seen. So the log never holds a comment behind the end of its post. Rows are locked in the order
 * account, post, comment, which is the order in which a deletion takes them.
 */
@Component
class CommentReservations {

    private static final String RESERVE = """
            INSERT INTO comment_reservation (comment_id, post_id, author_id)
            SELECT :commentId, s.post_id, u.user_id
            FROM username_reservation AS u
            CROSS JOIN slug_reservation AS s
            WHERE u.user_id = :authorId AND s.post_id = :postId AND s.published
            FOR KEY SHARE OF u
            FOR SHARE OF s
            """;

    private static final String POST = """
            SELECT s.author_id, s.published, EXISTS (
                SELECT
                FROM username_reservation AS u
                WHERE u.user_id = :callerId) AS caller_has_account
            FROM slug_reservation AS s
            WHERE s.post_id = :postId
            """;

    private static final String KEEP = """
            SELECT s.published
            FROM slug_reservation AS s
            JOIN comment_reservation AS c ON c.post_id = s.post_id
            WHERE c.comment_id = :commentId
            FOR SHARE OF s
            FOR KEY SHARE OF c
            """;

    private static final String RELEASE = """
            DELETE FROM comment_reservation
            WHERE comment_id = :commentId
            """;

    private final JdbcClient jdbc;

    CommentReservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Post(UserId author, boolean published, boolean callerHasAccount) {}

    /**
     * Reserves a place on a public post for a new comment of the caller.
     *
     * @throws Refused when the post is not there or not public, as far as the caller may know, or the caller has no account
     */
    void demand(CommentId commentId, PostId postId, Caller caller) {
        int reserved = jdbc.sql(RESERVE)
                .param("commentId", commentId.value())
                .param("postId", postId.value())
                .param("authorId", caller.signedIn().value())
                .update();
        if (reserved == 0) {
            throw why(postId, caller);
        }
    }

    /**
     * Keeps a comment and the state of its post as they are until the command is through.
     *
     * @return whether the post is public
     * @throws Refused when the comment went with its post or its author
     */
    boolean keep(CommentId commentId) {
        return jdbc.sql(KEEP)
                .param("commentId", commentId.value())
                .query(Boolean.class)
                .optional()
                .orElseThrow(CommentReservations::gone);
    }

    /**
     * Gives up a comment's place.
     *
     * @throws Refused when the comment went with its post or its author
     */
    void release(CommentId commentId) {
        if (jdbc.sql(RELEASE).param("commentId", commentId.value()).update() == 0) {
            throw gone();
        }
    }

    private RuntimeException why(PostId postId, Caller caller) {
        return jdbc.sql(POST)
                .param("postId", postId.value())
                .param("callerId", caller.signedIn().value())
                .query((row, number) -> new Post(
                        UserId.of(row.getString("author_id")),
                        row.getBoolean("published"),
                        row.getBoolean("caller_has_account")))
                .optional()
                .map(post -> why(post, caller))
                .orElseGet(CommentReservations::noSuchPost);
    }

    private static RuntimeException why(Post post, Caller caller) {
        if (!post.published()) {
            return caller.is(post.author()) || caller.isEditor()
                    ? new Refused(ProblemCode.INVALID_STATE, "The post is not public, so nobody comments on it.")
                    : noSuchPost();
        }
        return post.callerHasAccount()
                ? new ConcurrencyException("The post was published meanwhile.")
                : new NoAccount();
    }

    private static RuntimeException noSuchPost() {
        return new Refused(ProblemCode.NOT_FOUND, "There is no such post, or not for you.");
    }

    private static Refused gone() {
        return new Refused(ProblemCode.NOT_FOUND, "The comment is gone.");
    }
}
