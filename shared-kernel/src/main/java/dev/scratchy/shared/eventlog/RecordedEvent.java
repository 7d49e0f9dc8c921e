package dev.scratchy.shared.eventlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored, whatever this version of the code makes of it.
 *
 * @param type its name in the log, which this version may not know
 * @param revision which form of its JSON, or {@code null} where none was written
 * @param aggregateType {@code null} when no aggregate applied it
 * @param version its number in its aggregate, from 0
 * @param payload JSON
 * @param metadata JSON
 */
public record RecordedEvent(
        long position,
        String eventId,
        String type,
        @Nullable String revision,
        @Nullable String aggregateType,
        String aggregateId,
        long version,
        Instant recordedAt,
        String payload,
        String metadata) {}
