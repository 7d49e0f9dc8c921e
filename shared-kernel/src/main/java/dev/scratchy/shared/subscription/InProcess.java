package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.ReadEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was handed out to a subscriber and is not processed yet. Bounded, so that a subscriber holds a bounded amount of payload
 * however large events are, and so that the queue of Axon's processor is never full, for which it would sleep 100 ms.
 */
class InProcess {

    private final int maximumEvents;
    private final long maximumBytes;
    private final Map<Long, Integer> bytesAt = new HashMap<>();
    private long bytes;
    private boolean refused;

    /**
     * Nothing yet.
     *
     * @param maximumEvents at most so many
     * @param maximumBytes of payload; the event that exceeds it is still handed out
     */
    InProcess(int maximumEvents, long maximumBytes) {
        this.maximumEvents = maximumEvents;
        this.maximumBytes = maximumBytes;
    }

    /** For subscribers who never say that they have processed anything. */
    static InProcess unlimited() {
        return new InProcess(Integer.MAX_VALUE, Long.MAX_VALUE) {

            @Override
            synchronized void add(ReadEvent event) {}
        };
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
}
