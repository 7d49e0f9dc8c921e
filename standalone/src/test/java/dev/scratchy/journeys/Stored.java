package dev.scratchy.journeys;

import dev.scratchy.shared.identity.PostId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What commands have left in the log and among the reservations. */
final class Stored {

    private static final JdbcClient JDBC = RunningSystem.bean(JdbcClient.class);

    private Stored() {}

    /** An event of the log, in its order. */
    record Event(long position, String aggregateId, long sequenceNumber, String name, String payload) {}

    /** Everything that happened to one thing. */
    static List<Event> eventsOf(String aggregateId) {
        return events("e.aggregate_id = :argument", aggregateId);
    }

    /** Everything that happened to the comments on a post. */
    static List<Event> eventsOfCommentsOn(String postId) {
        return events("e.aggregate_type = 'Comment' AND e.payload ->> 'postId' = :argument", postId);
    }

    /** Everything that happened to the posts of somebody, also when they are deleted. */
    static List<Event> eventsOfPostsBy(String authorId) {
        return events("""
                e.aggregate_id IN (
                    SELECT c.aggregate_id
                    FROM domain_event AS c
                    WHERE c.payload_type = 'PostCreated' AND c.payload ->> 'authorId' = :argument)
                """, authorId);
    }

    /** Changes in one transaction, each like the last one of the post. */
    static void append(String post, long from, int count) {
        append(JDBC, post, from, count);
    }

    /** Likewise, in the log of another system. */
    static void append(JdbcClient log, String post, long from, int count) {
        log.sql("""
                        INSERT INTO app_log.domain_event (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                            payload_type, payload_revision, payload, metadata)
                        SELECT id.text, aggregate_id, :from + id.number - 1, aggregate_type, recorded_at,
                            payload_type, payload_revision, payload, metadata
                        FROM app_log.domain_event, unnest(:ids::text[]) WITH ORDINALITY AS id (text, number)
                        WHERE aggregate_id = :post AND sequence_number = :from - 1
                        ORDER BY id.number
                        """)
                .param("from", from)
                .param("post", post)
                .param(
                        "ids",
                        Stream.generate(() -> PostId.next().value())
                                .limit(count)
                                .toArray(String[]::new))
                .update();
    }

    /**
     * A change of a post that no version of the code can read. It stays in the log for good, and so has to be discarded wherever
     * it is handled.
     *
     * @return its position
     */
    static long appendUnreadable(String post, long sequenceNumber) {
        return appendUnreadable(
                post,
                sequenceNumber,
                "PostUpdated",
                "{\"postId\": \"%s\", \"title\": {\"no\": \"text\"}}".formatted(post));
    }

    /** Likewise, with a text that a parser quotes when it says what is wrong. */
    static long appendUnreadable(String post, long sequenceNumber, String quoted) {
        return appendUnreadable(
                post,
                sequenceNumber,
                "PostPublished",
                "{\"postId\": \"%s\", \"publishedAt\": \"%s\"}".formatted(post, quoted));
    }

    private static long appendUnreadable(String post, long sequenceNumber, String type, String payload) {
        return JDBC.sql("""
                        INSERT INTO domain_event (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                            payload_type, payload_revision, payload, metadata)
                        VALUES (:id, :post, :sequence, 'Post', clock_timestamp(), :type, '1', CAST(:payload AS json), '{}')
                        RETURNING position
                        """)
                .param("id", PostId.next().value())
                .param("post", post)
                .param("sequence", sequenceNumber)
                .param("type", type)
                .param("payload", payload)
                .query(Long.class)
                .single();
    }

    private static List<Event> events(String condition, String argument) {
        return JDBC.sql("SELECT * FROM domain_event AS e WHERE " + condition + " ORDER BY e.position")
                .param("argument", argument)
                .query((row, number) -> new Event(
                        row.getLong("position"),
                        row.getString("aggregate_id"),
                        row.getLong("sequence_number"),
                        row.getString("payload_type"),
                        row.getString("payload")))
                .list();
    }

    static List<String> namesOf(List<Event> events) {
        return events.stream().map(Event::name).toList();
    }

    static String userIdOf(String username) {
        return text("SELECT user_id FROM username_reservation WHERE username = :argument", username);
    }

    static List<@Nullable String> slugsOf(String userId) {
        return texts("SELECT slug FROM slug_reservation WHERE author_id = :argument ORDER BY slug", userId);
    }

    static List<@Nullable String> commentsOn(String postId) {
        return texts("SELECT comment_id FROM comment_reservation WHERE post_id = :argument", postId);
    }

    static String eventIdAt(long position) {
        return text("SELECT event_id FROM domain_event WHERE position = CAST(:argument AS bigint)", "" + position);
    }

    /** How often PostgreSQL had to break a circle of commands that waited for each other, up to about a second ago. */
    static long deadlocks() {
        return JDBC.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .query(Long.class)
                .single();
    }

    private static String text(String sql, String argument) {
        return JDBC.sql(sql).param("argument", argument).query(String.class).single();
    }

    private static List<@Nullable String> texts(String sql, String argument) {
        return JDBC.sql(sql).param("argument", argument).query(String.class).list();
    }
}
