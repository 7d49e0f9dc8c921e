package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.ReadEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last events of the log, kept for everybody who is at its head. One thread adds, any number read. */
final class RecentEvents {

    /** Kept at most, whichever is reached first. */
    private static final int MAXIMUM_EVENTS = 2_000;

    private static final long MAXIMUM_BYTES = 8_000_000;

    /** By position; more than one where an upcaster split it. */
    private final ConcurrentSkipListMap<Long, List<ReadEvent>> events = new ConcurrentSkipListMap<>();

    private long bytes;
    private volatile long floor;
    private volatile long mark;

    /** Begins at a position: what is before is not here. */
    void beginAt(long position) {
        floor = position;
        mark = position;
    }

    /** Adds what comes next; from now on everything up to there is here, as far as it was not too much. */
    void add(List<ReadEvent> page, long upTo) {
        for (ReadEvent event : page) {
            events.merge(event.position(), List.of(event), RecentEvents::together);
            bytes += event.bytes();
        }
        while (events.size() > MAXIMUM_EVENTS || (bytes > MAXIMUM_BYTES && events.size() > 1)) {
            drop();
        }
        mark = upTo;
    }

    private void drop() {
        // First, so that a reader who meets the gap sees that there is one.
        floor = events.firstKey();
        Map.Entry<Long, List<ReadEvent>> oldest = events.pollFirstEntry();
        if (oldest != null) {
            oldest.getValue().forEach(dropped -> bytes -= dropped.bytes());
        }
    }

    private static List<ReadEvent> together(List<ReadEvent> some, List<ReadEvent> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Everything up to here was added. */
    long mark() {
        return mark;
    }

    /**
     * The events of the next position that has any.
     *
     * @return {@code null} when they are not, or no longer, here; empty when there are none up to the mark
     */
    @Nullable
    List<ReadEvent> after(long position) {
        Map.Entry<Long, List<ReadEvent>> next = events.higherEntry(position);
        // If the floor is still not above us, nothing between us and the next was dropped.
        if (position < floor) {
            return null;
        }
        return next == null || next.getKey() > mark ? List.of() : next.getValue();
    }
}
