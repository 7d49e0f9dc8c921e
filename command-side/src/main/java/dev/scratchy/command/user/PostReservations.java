package dev.scratchy.command.user;

import dev.scratchy.shared.identity.UserId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a user's deletion has to know of posts. */
@Component
class PostReservations {

    /** Counted, so that the ids do not travel twice. */
    private static final String LOCK = """
            SELECT count(*)
            FROM (
                SELECT post_id
                FROM slug_reservation
                WHERE author_id = :authorId
                ORDER BY post_id
                FOR UPDATE) AS locked
            """;

    /** Not joined but asked for post by post, because that is one look into an index each, whatever the log's statistics say. */
    private static final String LIVING_POSTS = """
            SELECT s.post_id, (
                SELECT max(e.sequence_number) + 1
                FROM domain_event AS e
                WHERE e.aggregate_id = s.post_id) AS next_sequence_number
            FROM slug_reservation AS s
            WHERE s.author_id = :authorId
            ORDER BY s.post_id
            """;

    private final JdbcClient jdbc;

    PostReservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A post that is not deleted.
     *
     * @param nextSequenceNumber of its next event
     */
    record LivingPost(String postId, long nextSequenceNumber) {}

    /** From now on nobody publishes, withdraws, renames or deletes one of these posts, or comments on it, before this command is through. */
    void lockPostsOf(UserId author) {
        jdbc.sql(LOCK).param("authorId", author.value()).query(Long.class).single();
    }

    List<LivingPost> livingPostsOf(UserId author) {
        return jdbc.sql(LIVING_POSTS)
                .param("authorId", author.value())
                .query((row, number) -> new LivingPost(row.getString("post_id"), row.getLong("next_sequence_number")))
                .list();
    }
}
