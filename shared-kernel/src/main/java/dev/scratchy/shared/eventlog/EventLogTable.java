package dev.scratchy.shared.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The SQL of the table {@code domain_event}. How it keeps the order is said in its migration. */
final class EventLogTable {

    private static final String APPEND = """
            INSERT INTO domain_event (
                event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS json), CAST(? AS json))
            """;

    private static final String MARK = "SELECT mark, head, held_by FROM log_mark()";

    /** At least one event when there is any, and no more once the bytes before it have reached the limit. */
    private static final String PAGE = "SELECT position, payload_bytes, " + StoredEvent.COLUMNS + """

            FROM (
                SELECT *, sum(payload_bytes) OVER (ORDER BY position) - payload_bytes AS bytes_before
                FROM domain_event
                WHERE position > ? AND position <= ?
                ORDER BY position
                LIMIT ?) AS page
            WHERE bytes_before < ?
            ORDER BY position
            """;

    private static final String OF_AGGREGATE = "SELECT " + StoredEvent.COLUMNS + """

            FROM domain_event
            WHERE aggregate_id = ? AND sequence_number >= ?
            ORDER BY sequence_number
            LIMIT ?
            """;

    private static final String LAST_SEQUENCE_NUMBER = """
            SELECT max(sequence_number)
            FROM domain_event
            WHERE aggregate_id = ?
            """;

    private static final String FIRST_POSITION = "SELECT min(position) FROM domain_event";

    private static final String LAST_POSITION_UP_TO = "SELECT max(position) FROM domain_event WHERE position <= ?";

    private static final String FIRST_POSITION_SINCE = "SELECT min(position) FROM domain_event WHERE recorded_at >= ?";

    private static final String RECORDED_AFTER = """
            SELECT recorded_at
            FROM domain_event
            WHERE position > ?
            ORDER BY position
            LIMIT 1
            """;

    private final JdbcTemplate jdbc;

    EventLogTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends events in one round trip, in the caller's transaction.
     *
     * @return the position of the last one
     */
    long append(List<? extends DomainEventMessage<?>> events, Serializer serializer) {
        return jdbc.execute((Connection connection) -> {
            try (PreparedStatement insert = connection.prepareStatement(APPEND, new String[] {"position"})) {
                for (DomainEventMessage<?> event : events) {
                    fill(insert, event, serializer);
                    if (events.size() > 1) {
                        insert.addBatch();
                    }
                }
                if (events.size() > 1) {
                    insert.executeBatch();
                } else {
                    insert.executeUpdate();
                }
                return last(insert.getGeneratedKeys());
            }
        });
    }

    private static void fill(PreparedStatement insert, DomainEventMessage<?> event, Serializer serializer)
            throws SQLException {
        SerializedObject<String> payload = event.serializePayload(serializer, String.class);
        SerializedObject<String> metaData = event.serializeMetaData(serializer, String.class);
        insert.setString(1, event.getIdentifier());
        insert.setString(2, event.getAggregateIdentifier());
        insert.setLong(3, event.getSequenceNumber());
        insert.setString(4, event.getType());
        insert.setObject(5, event.getTimestamp().atOffset(ZoneOffset.UTC));
        insert.setString(6, payload.getType().getName());
        insert.setString(7, payload.getType().getRevision());
        insert.setString(8, payload.getData());
        insert.setString(9, metaData.getData());
    }

    private static long last(ResultSet positions) throws SQLException {
        long last = 0;
        while (positions.next()) {
            last = positions.getLong(1);
        }
        return last;
    }

    /** Up to where the log is complete; see the function of that name. */
    Mark mark() {
        return jdbc.query(MARK, row -> {
            row.next();
            return new Mark(row.getLong("mark"), row.getLong("head"), row.getObject("held_by", Integer.class));
        });
    }

    /**
     * The next events in the order of their positions.
     *
     * @param after the position before the first
     * @param upTo the last position that is wanted, not above the mark
     * @param limit events at most
     * @param bytes of payload after which the page ends
     */
    List<TrackedEvent> page(long after, long upTo, int limit, long bytes) {
        return jdbc.query(
                PAGE,
                (row, number) ->
                        new TrackedEvent(row.getLong("position"), row.getInt("payload_bytes"), StoredEvent.of(row)),
                after,
                upTo,
                limit,
                bytes);
    }

    /** An aggregate's events from a sequence number on. */
    List<StoredEvent> ofAggregate(String aggregateId, long firstSequenceNumber, int limit) {
        return jdbc.query(OF_AGGREGATE, (row, number) -> StoredEvent.of(row), aggregateId, firstSequenceNumber, limit);
    }

    OptionalLong lastSequenceNumber(String aggregateId) {
        return optional(jdbc.queryForObject(LAST_SEQUENCE_NUMBER, Long.class, aggregateId));
    }

    OptionalLong firstPosition() {
        return optional(jdbc.queryForObject(FIRST_POSITION, Long.class));
    }

    OptionalLong lastPositionUpTo(long mark) {
        return optional(jdbc.queryForObject(LAST_POSITION_UP_TO, Long.class, mark));
    }

    OptionalLong firstPositionSince(Instant time) {
        return optional(jdbc.queryForObject(FIRST_POSITION_SINCE, Long.class, time.atOffset(ZoneOffset.UTC)));
    }

    /** When the first event behind a position was recorded, or {@code null} when there is none. */
    @Nullable
    Instant recordedAfter(long position) {
        return jdbc.query(RECORDED_AFTER, (row, number) -> StoredEvent.recordedAt(row), position).stream()
                .findFirst()
                .orElse(null);
    }

    private static OptionalLong optional(@Nullable Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
