package dev.scratchy.query.deadletter;

import dev.scratchy.shared.eventlog.CopiedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterJdbcConverter;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code dead_letter} as letters. Their events are read like the log's, through the upcasters: a letter may be older than
 * the version that tries it again.
 */
final class DeadLetterReader implements DeadLetterJdbcConverter<EventMessage<?>, JdbcDeadLetter<EventMessage<?>>> {

    private final Serializer serializer;
    private final EventUpcaster upcasters;

    DeadLetterReader(Serializer serializer, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    @Override
    public JdbcDeadLetter<EventMessage<?>> convertToLetter(ResultSet row) throws SQLException {
        return new JdbcDeadLetter<>(
                row.getString("id"),
                row.getLong("place"),
                row.getString("sequence"),
                time(row, "created_at"),
                time(row, "updated_at"),
                cause(row),
                diagnostics(row),
                event(row).read(serializer, upcasters));
    }

    private static CopiedEvent event(ResultSet row) throws SQLException {
        return new CopiedEvent(
                row.getLong("position"),
                row.getString("event_id"),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("sequence_number"),
                time(row, "recorded_at"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("payload"),
                row.getString("metadata"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Cause cause(ResultSet row) throws SQLException {
        String type = row.getString("cause_type");
        return type == null ? null : new ThrowableCause(type, row.getString("cause_message"));
    }

    private MetaData diagnostics(ResultSet row) throws SQLException {
        return serializer.deserialize(new SerializedMetaData<>(row.getString("diagnostics"), String.class));
    }
}
