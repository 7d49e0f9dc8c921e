package dev.scratchy.shared.eventlog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/** A row of the log, or of the snapshots, as Axon takes it. */
@SuppressWarnings("NullAway") // Axon's own are null as well for what no aggregate applied
record StoredEvent(
        String getEventIdentifier,
        @Nullable String getType,
        @Nullable String getAggregateIdentifier,
        long getSequenceNumber,
        Instant getTimestamp,
        SerializedObject<String> getPayload,
        SerializedObject<String> getMetaData)
        implements DomainEventData<String> {

    /** The columns that {@link #of} reads. */
    static final String COLUMNS =
            "event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata";

    static StoredEvent of(ResultSet row) throws SQLException {
        String eventId = row.getString("event_id");
        String aggregateId = row.getString("aggregate_id");
        return new StoredEvent(
                eventId,
                row.getString("aggregate_type"),
                // How Axon knows an event that no aggregate applied.
                eventId.equals(aggregateId) ? null : aggregateId,
                row.getLong("sequence_number"),
                recordedAt(row),
                new SimpleSerializedObject<>(
                        row.getString("payload"),
                        String.class,
                        row.getString("payload_type"),
                        row.getString("payload_revision")),
                new SerializedMetaData<>(row.getString("metadata"), String.class));
    }

    static Instant recordedAt(ResultSet row) throws SQLException {
        return row.getObject("recorded_at", OffsetDateTime.class).toInstant();
    }
}
