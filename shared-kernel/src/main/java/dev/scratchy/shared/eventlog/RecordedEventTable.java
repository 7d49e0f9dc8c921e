package dev.scratchy.shared.eventlog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of the table {@code domain_event} for those who look into it; that of the log itself is in {@link EventLogTable}. */
@Component
final class RecordedEventTable {

    /** The bytes are counted before the texts are read, and at least one event is answered when there is any. */
    private static final String BETWEEN = """
            SELECT position, found, event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision,
                payload, metadata
            FROM (
                SELECT *, count(*) OVER () AS found, sum(payload_bytes) OVER (ORDER BY position) - payload_bytes AS bytes_before
                FROM (
                    SELECT *
                    FROM domain_event
                    WHERE position > :after AND position <= :upTo
                        AND (CAST(:type AS text) IS NULL OR payload_type = :type)
                    ORDER BY position
                    LIMIT :limit) AS page) AS counted
            WHERE bytes_before < :bytes
            ORDER BY position
            """;

    /**
     * An aggregate's events have the same order by their numbers, for which there is an index. Whoever goes on behind an event of
     * the aggregate is not led past all those before it once more.
     */
    private static final String OF_AGGREGATE = """
            SELECT position, found, event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision,
                payload, metadata
            FROM (
                SELECT *, count(*) OVER () AS found, sum(payload_bytes) OVER (ORDER BY position) - payload_bytes AS bytes_before
                FROM (
                    SELECT *
                    FROM domain_event
                    WHERE aggregate_id = :aggregate
                        AND sequence_number > coalesce(
                            (SELECT sequence_number FROM domain_event WHERE position = :after AND aggregate_id = :aggregate), -1)
                        AND position > :after AND position <= :upTo
                        AND (CAST(:type AS text) IS NULL OR payload_type = :type)
                    ORDER BY sequence_number
                    LIMIT :limit) AS page) AS counted
            WHERE bytes_before < :bytes
            ORDER BY position
            """;

    /** Likewise. */
    private static final String AT = """
            SELECT *
            FROM (
                SELECT *, sum(payload_bytes) OVER (ORDER BY position) - payload_bytes AS bytes_before
                FROM domain_event
                WHERE position = ANY (CAST(:positions AS bigint[]))) AS counted
            WHERE bytes_before < :bytes
            ORDER BY position
            """;

    private final JdbcClient jdbc;

    RecordedEventTable(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    /**
     * What was found.
     *
     * @param count how many there are up to the limit, of which those are left out that come behind too many bytes
     */
    record Found(List<RecordedEvent> events, long count) {}

    private record Row(RecordedEvent event, long found) {}

    Found between(long after, long upTo, @Nullable String type, int limit, long bytes) {
        return found(jdbc.sql(BETWEEN), after, upTo, type, limit, bytes);
    }

    Found ofAggregate(String aggregateId, long after, long upTo, @Nullable String type, int limit, long bytes) {
        return found(jdbc.sql(OF_AGGREGATE).param("aggregate", aggregateId), after, upTo, type, limit, bytes);
    }

    List<RecordedEvent> at(Collection<Long> positions, long bytes) {
        return jdbc.sql(AT)
                .param("positions", positions.toArray(Long[]::new))
                .param("bytes", bytes)
                .query((row, number) -> event(row))
                .list();
    }

    private static Found found(
            JdbcClient.StatementSpec statement, long after, long upTo, @Nullable String type, int limit, long bytes) {
        List<Row> rows = statement
                .param("after", after)
                .param("upTo", upTo)
                .param("type", type)
                .param("limit", limit)
                .param("bytes", bytes)
                .query((row, number) -> new Row(event(row), row.getLong("found")))
                .list();
        return new Found(
                rows.stream().map(Row::event).toList(),
                rows.isEmpty() ? 0 : rows.getFirst().found());
    }

    private static RecordedEvent event(ResultSet row) throws SQLException {
        return new RecordedEvent(
                row.getLong("position"),
                row.getString("event_id"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("sequence_number"),
                StoredEvent.recordedAt(row),
                row.getString("payload"),
                row.getString("metadata"));
    }
}
