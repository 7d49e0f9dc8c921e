package dev.scratchy.shared.eventlog;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.JdbcTemplate;

/** All SQL of the table {@code snapshot}, which holds the latest of each aggregate. */
final class SnapshotTable {

    /** Of two that were made at once the later one stays; of the same event, the one of another revision gives way. */
    private static final String STORE = """
            INSERT INTO snapshot (
                aggregate_id, event_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS json), CAST(? AS json))
            ON CONFLICT (aggregate_id) DO UPDATE
            SET event_id = excluded.event_id,
                sequence_number = excluded.sequence_number,
                aggregate_type = excluded.aggregate_type,
                recorded_at = excluded.recorded_at,
                payload_type = excluded.payload_type,
                payload_revision = excluded.payload_revision,
                payload = excluded.payload,
                metadata = excluded.metadata
            WHERE snapshot.sequence_number <= excluded.sequence_number
            """;

    private static final String OF_AGGREGATE = "SELECT " + StoredEvent.COLUMNS + """

            FROM snapshot
            WHERE aggregate_id = ?
            """;

    /** In one round trip, because most commands load one aggregate and most aggregates have no snapshot. */
    private static final String WITH_EVENTS =
            "WITH saved AS (SELECT " + StoredEvent.COLUMNS + """

            FROM snapshot
            WHERE aggregate_id = ?)
            SELECT TRUE AS is_snapshot, saved.*
            FROM saved
            UNION ALL
            SELECT FALSE, behind.*
            FROM (
                SELECT""" + " " + StoredEvent.COLUMNS + """

                FROM domain_event
                WHERE aggregate_id = ? AND sequence_number > COALESCE((SELECT sequence_number FROM saved), -1)
                ORDER BY sequence_number
                LIMIT ?) AS behind
            ORDER BY sequence_number
            """;

    private final JdbcTemplate jdbc;

    SnapshotTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void store(DomainEventMessage<?> snapshot, Serializer serializer) {
        SerializedObject<String> payload = snapshot.serializePayload(serializer, String.class);
        SerializedObject<String> metaData = snapshot.serializeMetaData(serializer, String.class);
        jdbc.update(
                STORE,
                snapshot.getAggregateIdentifier(),
                snapshot.getIdentifier(),
                snapshot.getSequenceNumber(),
                snapshot.getType(),
                snapshot.getTimestamp().atOffset(ZoneOffset.UTC),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                metaData.getData());
    }

    List<StoredEvent> ofAggregate(String aggregateId) {
        return jdbc.query(OF_AGGREGATE, (row, number) -> StoredEvent.of(row), aggregateId);
    }

    /**
     * An aggregate's snapshot, if there is one, and the events behind it, or else from the first.
     *
     * @param limit of the events
     */
    SavedStream withEvents(String aggregateId, int limit) {
        return jdbc.query(
                WITH_EVENTS,
                rows -> {
                    StoredEvent snapshot = null;
                    List<StoredEvent> events = new ArrayList<>();
                    while (rows.next()) {
                        StoredEvent row = StoredEvent.of(rows);
                        if (rows.getBoolean("is_snapshot")) {
                            snapshot = row;
                        } else {
                            events.add(row);
                        }
                    }
                    return new SavedStream(snapshot, events);
                },
                aggregateId,
                aggregateId,
                limit);
    }
}
