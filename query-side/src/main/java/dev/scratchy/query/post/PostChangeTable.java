package dev.scratchy.query.post;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the log says of single posts. Without the payloads: those are not for clients. */
@Component
class PostChangeTable {

    /** Before the event, a post is public when the last of these was its publication. */
    private static final String BETWEEN = """
            SELECT e.position, e.sequence_number, e.payload_type, e.recorded_at, (
                SELECT s.payload_type = 'PostPublished'
                FROM domain_event AS s
                WHERE s.aggregate_id = e.aggregate_id AND s.sequence_number < e.sequence_number
                    AND s.payload_type IN ('PostPublished', 'PostUnpublished', 'PostArchived')
                ORDER BY s.sequence_number DESC
                LIMIT 1) AS was_public
            FROM domain_event AS e
            WHERE e.aggregate_id = :post AND e.position > :after AND e.position <= :up_to
            ORDER BY e.sequence_number
            LIMIT :limit
            """;

    /** An event in the log, and what was before it. */
    record Row(long position, long version, String type, Instant at, boolean wasPublic) {}

    private final JdbcClient jdbc;

    PostChangeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> between(String post, long after, long upTo, int limit) {
        return jdbc.sql(BETWEEN)
                .param("post", post)
                .param("after", after)
                .param("up_to", upTo)
                .param("limit", limit)
                .query((row, number) -> new Row(
                        row.getLong("position"),
                        row.getLong("sequence_number"),
                        row.getString("payload_type"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("was_public")))
                .list();
    }
}
