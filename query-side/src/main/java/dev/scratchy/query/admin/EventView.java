package dev.scratchy.query.admin;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.scratchy.shared.eventlog.RecordedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event as it is stored. Its JSON is passed on as it is, so that no number or field of it is seen otherwise. */
record EventView(
        long position,
        String eventId,
        String type,
        @Nullable String revision,
        @Nullable String aggregateType,
        String aggregateId,
        long version,
        Instant recordedAt,
        @JsonRawValue String payload,
        @JsonRawValue String metadata) {

    static EventView of(RecordedEvent event) {
        return new EventView(
                event.position(),
                event.eventId(),
                event.type(),
                event.revision(),
                event.aggregateType(),
                event.aggregateId(),
                event.version(),
                event.recordedAt(),
                event.payload(),
                event.metadata());
    }
}
