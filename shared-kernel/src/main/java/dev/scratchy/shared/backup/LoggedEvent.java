package dev.scratchy.shared.backup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.scratchy.shared.eventlog.FoldedReservations.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log as a line of the file. Payload and metadata are texts, not parts of the line's JSON, so that not a byte of
 * them can change.
 *
 * @param recordedAt in UTC, to the microsecond
 */
@JsonPropertyOrder({
    "position",
    "eventId",
    "aggregateId",
    "sequenceNumber",
    "aggregateType",
    "recordedAt",
    "payloadType",
    "payloadRevision",
    "payload",
    "metadata"
})
record LoggedEvent(
        long position,
        String eventId,
        String aggregateId,
        long sequenceNumber,
        @Nullable String aggregateType,
        String recordedAt,
        String payloadType,
        @Nullable String payloadRevision,
        String payload,
        String metadata) {

    /** As reservations are folded from it. */
    Row row() {
        return new Row(
                eventId,
                aggregateType,
                aggregateId,
                sequenceNumber,
                Instant.parse(recordedAt),
                payloadType,
                payloadRevision,
                payload,
                metadata);
    }
}
