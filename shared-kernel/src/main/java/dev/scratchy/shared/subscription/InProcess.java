package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.ReadEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.axonframework.eventhandling.Segment;

/**
 * What was handed out to a subscriber, by which of its segments it is to be processed, and what is not processed yet. Bounded,
 * so that a subscriber holds a bounded amount of payload however large events are, and so that the queue of Axon's processor
 * is never full, for which it would sleep 100 ms.
 *
 * <p>An event is handed out once and then offered to each segment in turn, so that it is not known at once who will process it.
 * It is when more is asked for. A stream that begins anew, because one segment has failed, hands out again what others still
 * have in hand; they are not offered it a second time.
 */
final class InProcess {

    /** Events at most, and bytes of payload at most; the event that exceeds them is still handed out. */
    private final int maximumEvents;

    private final long maximumBytes;
    private final TreeMap<Long, Integer> bytesAt = new TreeMap<>();
    private final Map<Long, Set<Segment>> processedBy = new HashMap<>();
    private final Map<Segment, Share> shares = new HashMap<>();
    private long bytes;
    private long offeredUpTo;
    private long handedOut;
    private boolean refused;

    /** What one segment has to do with it. */
    private static final class Share {

        private final TreeSet<Long> pending = new TreeSet<>();

        /** Whether it was wanted or not. */
        private long offeredUpTo;

        Share(long behind) {
            offeredUpTo = behind;
        }

        /** Everything up to there is processed, or none of its business. */
        long through() {
            return pending.isEmpty() ? offeredUpTo : pending.first() - 1;
        }
    }

    InProcess(int maximumEvents, long maximumBytes) {
        this.maximumEvents = maximumEvents;
        this.maximumBytes = maximumBytes;
    }

    /** A segment is this node's, and has everything up to a position behind it. */
    synchronized void claimed(Segment segment, long position) {
        released(segment);
        shares.put(segment, new Share(position));
    }

    /**
     * A segment is not this node's any more, and nothing is being processed for it.
     *
     * @return whether somebody was refused for its sake and should ask again
     */
    synchronized boolean released(Segment segment) {
        Share gone = shares.remove(segment);
        if (gone != null) {
            gone.pending.forEach(position -> done(segment, position));
        }
        return refused;
    }

    /** What is handed out next begins behind a position. */
    synchronized void beginBehind(long position) {
        offeredUpTo = position;
        handedOut = position;
    }

    synchronized boolean isFull() {
        refused = bytesAt.size() >= maximumEvents || bytes >= maximumBytes;
        return refused;
    }

    synchronized boolean contains(long position) {
        return bytesAt.containsKey(position);
    }

    synchronized void add(ReadEvent event) {
        Integer before = bytesAt.put(event.position(), event.bytes());
        bytes += event.bytes() - (before == null ? 0 : before);
        handedOut = event.position();
    }

    /** An event that was handed out is, or is not, the business of a segment. */
    synchronized void offered(Segment segment, long position, boolean wanted) {
        Share share = shares.get(segment);
        if (share == null) {
            return;
        }
        share.offeredUpTo = Math.max(share.offeredUpTo, position);
        if (wanted) {
            share.pending.add(position);
            processedBy.computeIfAbsent(position, first -> new HashSet<>()).add(segment);
        }
    }

    /** Everything that was handed out has been offered to everybody: what nobody wanted is done with. */
    synchronized void offeredAround() {
        bytesAt.subMap(offeredUpTo, false, handedOut, true).keySet().stream()
                .filter(position -> !processedBy.containsKey(position))
                .toList()
                .forEach(this::forget);
        offeredUpTo = handedOut;
    }

    /**
     * A segment has processed these positions.
     *
     * @return whether somebody was refused for their sake and should ask again
     */
    synchronized boolean processed(Segment segment, Iterable<Long> positions) {
        Share share = shares.get(segment);
        for (Long position : positions) {
            if (share != null && share.pending.remove(position)) {
                done(segment, position);
            }
        }
        return refused;
    }

    private void done(Segment segment, long position) {
        Set<Segment> others = processedBy.get(position);
        if (others != null) {
            others.remove(segment);
            if (others.isEmpty()) {
                processedBy.remove(position);
                if (position <= offeredUpTo) {
                    forget(position);
                }
            }
        }
    }

    private void forget(long position) {
        Integer size = bytesAt.remove(position);
        if (size != null) {
            bytes -= size;
        }
    }

    /** For each segment of this node, the position that it has everything up to behind it. */
    synchronized Map<Segment, Long> positions() {
        Map<Segment, Long> positions = new HashMap<>();
        shares.forEach((segment, share) -> positions.put(segment, share.through()));
        return positions;
    }
}
