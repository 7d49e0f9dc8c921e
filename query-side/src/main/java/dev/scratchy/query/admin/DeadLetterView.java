package dev.scratchy.query.admin;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.scratchy.query.deadletter.DeadLetter;
import dev.scratchy.shared.eventlog.RecordedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a projection has put aside, as it is stored. What belongs to the event is {@code null} when the letters of a page
 * hold more than 8 MB of JSON: the log has it.
 *
 * @param error why; {@code null} for one that only waits behind another of its sequence
 */
record DeadLetterView(
        String id,
        String projection,
        String sequence,
        long position,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String aggregateType,
        @Nullable String aggregateId,
        @Nullable Long version,
        @Nullable Instant recordedAt,
        @JsonRawValue @Nullable String payload,
        @JsonRawValue @Nullable String metadata,
        @Nullable Failure error,
        int attempts,
        Instant parkedAt,
        @Nullable Instant triedAt) {

    /** What an exception said. */
    record Failure(String type, @Nullable String message) {}

    static DeadLetterView of(DeadLetter letter, @Nullable RecordedEvent event) {
        return new DeadLetterView(
                letter.id(),
                letter.projection(),
                letter.sequence(),
                letter.position(),
                event == null ? null : event.eventId(),
                event == null ? null : event.type(),
                event == null ? null : event.aggregateType(),
                event == null ? null : event.aggregateId(),
                event == null ? null : event.version(),
                event == null ? null : event.recordedAt(),
                event == null ? null : event.payload(),
                event == null ? null : event.metadata(),
                letter.causeType() == null ? null : new Failure(letter.causeType(), letter.causeMessage()),
                letter.attempts(),
                letter.parkedAt(),
                letter.triedAt());
    }
}
