package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.ReadEvent;
import java.util.List;
import java.util.TreeMap;

/**
 * What was handed out to a subscriber and is not processed yet. Bounded, so that a subscriber holds a bounded amount of payload
 * however large events are, and so that the queue of Axon's processor is never full, for which it would sleep 100 ms.
 */
final class InProcess {

    private final int maximumEvents;
    private final long maximumBytes;
    private final TreeMap<Long, Integer> bytesAt = new TreeMap<>();
    private long bytes;
    private long handedOut;
    private boolean refused;

    /**
     * Nothing yet.
     *
     * @param position everything up to here was processed before
     * @param maximumEvents at most so many
     * @param maximumBytes of payload; the event that exceeds it is still handed out
     */
    InProcess(long position, int maximumEvents, long maximumBytes) {
        this.handedOut = position;
        this.maximumEvents = maximumEvents;
        this.maximumBytes = maximumBytes;
    }

    synchronized boolean isFull() {
        refused = bytesAt.size() >= maximumEvents || bytes >= maximumBytes;
        return refused;
    }

    synchronized boolean contains(long position) {
        return bytesAt.containsKey(position);
    }

    synchronized void add(ReadEvent event) {
        bytesAt.merge(event.position(), event.bytes(), Integer::sum);
        bytes += event.bytes();
        handedOut = event.position();
    }

    /**
     * Takes them off.
     *
     * @return whether somebody was refused for their sake and should ask again
     */
    synchronized boolean remove(List<Long> positions) {
        for (Long position : positions) {
            Integer size = bytesAt.remove(position);
            if (size != null) {
                bytes -= size;
            }
        }
        return refused;
    }

    /** Everything up to here was handed out, and is processed. */
    synchronized long position() {
        return bytesAt.isEmpty() ? handedOut : bytesAt.firstKey() - 1;
    }
}
