package dev.scratchy.query.consistency;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.eventhandling.Segment;

/**
 * Up to where one view can be read: as far as all of its segments can. What is known of a segment stays true for ever, also when
 * segments are split and merged meanwhile; so the position is the best that follows from everything that is known, and it does
 * not matter what of that is out of date.
 */
final class ViewPosition {

    /** Those who wait for one position; they go together. */
    private static final class Waiters {

        private final CountDownLatch passed = new CountDownLatch(1);
        private int number;
    }

    private final Map<Segment, SegmentPosition> segments = new ConcurrentHashMap<>();
    private final TreeMap<Long, Waiters> waiting = new TreeMap<>();
    private volatile long reached;

    long reached() {
        return reached;
    }

    SegmentPosition segment(Segment segment) {
        return segments.computeIfAbsent(segment, first -> new SegmentPosition());
    }

    /** Lets something happen to one segment, and those go on who waited for it. */
    void change(Segment segment, Consumer<SegmentPosition> change) {
        change.accept(segment(segment));
        seeHowFar();
    }

    boolean isHeld() {
        return segments.values().stream().anyMatch(SegmentPosition::isHeld);
    }

    Map<Segment, SegmentPosition> segments() {
        return segments;
    }

    /** Has those go on who wait for what all segments have come to. */
    void seeHowFar() {
        int mask = segments.keySet().stream().mapToInt(Segment::getMask).max().orElse(0);
        long all = Long.MAX_VALUE;
        for (int part = 0; part <= mask; part++) {
            all = Math.min(all, reachedBy(part));
        }
        if (all > reached) {
            reach(all);
        }
    }

    /** The furthest that is known of one of the smallest parts there are. */
    private long reachedBy(int part) {
        long furthest = 0;
        for (Map.Entry<Segment, SegmentPosition> each : segments.entrySet()) {
            if (each.getKey().matches(part)) {
                furthest = Math.max(furthest, each.getValue().reached());
            }
        }
        return furthest;
    }

    private synchronized void reach(long position) {
        if (position > reached) {
            reached = position;
            waiting.headMap(position, true).values().forEach(waiters -> waiters.passed.countDown());
        }
    }

    /**
     * Waits until a position is reached.
     *
     * @return whether it is
     */
    boolean await(long position, long nanos) throws InterruptedException {
        if (position <= reached) {
            return true;
        }
        Waiters waiters;
        synchronized (this) {
            if (position <= reached) {
                return true;
            }
            waiters = waiting.computeIfAbsent(position, first -> new Waiters());
            waiters.number++;
        }
        try {
            return waiters.passed.await(nanos, TimeUnit.NANOSECONDS);
        } finally {
            leave(position, waiters);
        }
    }

    private synchronized void leave(long position, Waiters waiters) {
        waiters.number--;
        if (waiters.number == 0) {
            waiting.remove(position, waiters);
        }
    }
}
