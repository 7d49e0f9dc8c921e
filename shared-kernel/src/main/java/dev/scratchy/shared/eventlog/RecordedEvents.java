package dev.scratchy.shared.eventlog;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log for somebody who looks into it. What one look costs is bounded, on a log of any length: by the events that it answers
 * and their bytes, and where it is for events of one type, for which there is no index, by the positions that it looks at.
 */
public final class RecordedEvents {

    /** Bytes of payload after which a part ends: it is in memory as a whole, and one event may hold a megabyte. */
    private static final long MOST_BYTES = 8_000_000;

    private final PostgresEventStorageEngine log;
    private final RecordedEventTable events;
    private final int lookedAt;

    /**
     * What looks into a log.
     *
     * @param lookedAt positions at most for events of one type
     */
    RecordedEvents(PostgresEventStorageEngine log, RecordedEventTable events, int lookedAt) {
        this.log = log;
        this.events = events;
        this.lookedAt = lookedAt;
    }

    /**
     * A part of the log, in its order.
     *
     * @param next behind which position to go on, also when nothing was found so far; {@code null} at the end of what can be read now
     */
    public record Part(List<RecordedEvent> events, @Nullable Long next) {}

    /** Events of all kinds. */
    public Part all(long after, int limit) {
        long end = log.mark().position();
        return part(events.between(after, end, null, limit + 1, MOST_BYTES), limit, null);
    }

    /** Events of one type, among a fixed number of positions. */
    public Part ofType(String type, long after, int limit) {
        long mark = log.mark().position();
        long end = after < mark - lookedAt ? after + lookedAt : mark;
        return part(events.between(after, end, type, limit + 1, MOST_BYTES), limit, end < mark ? end : null);
    }

    /** Events of one aggregate, of all types or of one. */
    public Part ofAggregate(String aggregateId, @Nullable String type, long after, int limit) {
        long end = log.mark().position();
        return part(events.ofAggregate(aggregateId, after, end, type, limit + 1, MOST_BYTES), limit, null);
    }

    /** The events at some positions, up to the first 8 MB of them: the others are left out. */
    public List<RecordedEvent> at(Collection<Long> positions) {
        return events.at(positions, MOST_BYTES);
    }

    private static Part part(RecordedEventTable.Found found, int limit, @Nullable Long end) {
        List<RecordedEvent> events = found.events();
        if (found.count() <= limit && events.size() == found.count()) {
            return new Part(events, end);
        }
        List<RecordedEvent> first = events.subList(0, Math.min(limit, events.size()));
        return new Part(first, first.getLast().position());
    }
}
