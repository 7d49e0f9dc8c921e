package dev.scratchy.shared.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All SQL that takes the table {@code domain_event} out and in as it is. */
final class LogTransferTable {

    private static final String MARK = "SELECT mark FROM log_mark()";

    private static final String LAST = "SELECT coalesce(max(position), 0) FROM domain_event";

    /** At least one event, and no more once the bytes before it have reached the limit. */
    private static final String PAGE = """
            SELECT position, event_id, aggregate_id, sequence_number, aggregate_type,
                to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at,
                payload_type, payload_revision, payload, metadata
            FROM (
                SELECT *, sum(payload_bytes) OVER (ORDER BY position) - payload_bytes AS bytes_before
                FROM domain_event
                WHERE position > :after AND position <= :upTo
                ORDER BY position
                LIMIT :most) AS page
            WHERE bytes_before < :bytes
            ORDER BY position
            """;

    private static final String INSERT = """
            INSERT INTO domain_event (
                position, event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision,
                payload, metadata)
            OVERRIDING SYSTEM VALUE
            SELECT position, event_id, aggregate_id, sequence_number, aggregate_type, CAST(recorded_at AS timestamptz),
                payload_type, payload_revision, CAST(payload AS json), CAST(metadata AS json)
            FROM unnest(CAST(:positions AS bigint[]), CAST(:eventIds AS text[]), CAST(:aggregateIds AS text[]),
                CAST(:sequenceNumbers AS bigint[]), CAST(:aggregateTypes AS text[]), CAST(:times AS text[]),
                CAST(:types AS text[]), CAST(:revisions AS text[]), CAST(:payloads AS text[]), CAST(:metadata AS text[]))
                AS e (position, event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type,
                    payload_revision, payload, metadata)
            """;

    /** Behind the insert, which has registered below: whoever reads the sequence from now on sees that too. */
    private static final String SEQUENCE = """
            SELECT setval('domain_event_position_seq', greatest(:position,
                coalesce(pg_sequence_last_value('domain_event_position_seq'), 0)))
            """;

    private static final int MOST = 1_000;
    private static final long BYTES = 8_000_000;

    private final JdbcClient jdbc;

    LogTransferTable(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    /** Up to where the log is complete. */
    long mark() {
        return jdbc.sql(MARK).query((row, number) -> row.getLong(1)).single();
    }

    long lastPosition() {
        return jdbc.sql(LAST).query((row, number) -> row.getLong(1)).single();
    }

    /** The next events, up to a mark. */
    List<LoggedEvent> page(long after, long upTo) {
        return page(after, upTo, MOST);
    }

    /** Not more of them than are wanted. */
    List<LoggedEvent> page(long after, long upTo, int most) {
        return jdbc.sql(PAGE)
                .param("after", after)
                .param("upTo", upTo)
                .param("most", Math.min(most, MOST))
                .param("bytes", BYTES)
                .query((row, number) -> new LoggedEvent(
                        row.getLong("position"),
                        row.getString("event_id"),
                        row.getString("aggregate_id"),
                        row.getLong("sequence_number"),
                        row.getString("aggregate_type"),
                        row.getString("recorded_at"),
                        row.getString("payload_type"),
                        row.getString("payload_revision"),
                        row.getString("payload"),
                        row.getString("metadata")))
                .list();
    }

    /** Inserts events at their own positions, and has the sequence go on behind them. */
    void insert(List<LoggedEvent> events) {
        jdbc.sql(INSERT)
                .param("positions", events.stream().map(LoggedEvent::position).toArray(Long[]::new))
                .param("eventIds", texts(events, LoggedEvent::eventId))
                .param("aggregateIds", texts(events, LoggedEvent::aggregateId))
                .param(
                        "sequenceNumbers",
                        events.stream().map(LoggedEvent::sequenceNumber).toArray(Long[]::new))
                .param("aggregateTypes", texts(events, LoggedEvent::aggregateType))
                .param("times", texts(events, LoggedEvent::recordedAt))
                .param("types", texts(events, LoggedEvent::payloadType))
                .param("revisions", texts(events, LoggedEvent::payloadRevision))
                .param("payloads", texts(events, LoggedEvent::payload))
                .param("metadata", texts(events, LoggedEvent::metadata))
                .update();
        jdbc.sql(SEQUENCE).param("position", events.getLast().position()).query(row -> {});
    }

    private static @Nullable String[] texts(List<LoggedEvent> events, Function<LoggedEvent, @Nullable String> part) {
        List<@Nullable String> texts = new ArrayList<>(events.size());
        events.forEach(event -> texts.add(part.apply(event)));
        return texts.toArray(new @Nullable String[0]);
    }
}
