package dev.scratchy.query.consistency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongPredicate;

/**
 * Up to where one segment of a view can be read. Processed is a position when its rows are committed; it is reached when no answer on this
 * node can be older, which is when the invalidations that go with it have been acknowledged. Mostly that is so by the time that
 * a batch is through. When it is not, because Redis was away for a moment, the position is held: until this node sees that
 * everything written down before then has been delivered, or has stopped to use the cache itself and will go without until then.
 *
 * <p>Positions only grow, and so what is heard late or twice does no harm.
 */
final class SegmentPosition {

    /** Invalidations that are waited for at a time: the last one waits for the latest moment. */
    private static final int HOLDS = 2;

    /** What one node says of a segment: what is acknowledged, and what is processed. */
    record Told(long acknowledged, long processed) {}

    /** A processed position, and when its invalidations were written down at the latest, by {@link System#nanoTime()}. */
    private record Hold(long position, long since) {}

    private final Deque<Hold> holds = new ArrayDeque<>();
    private long processed;
    private long acknowledged;
    private volatile long reached;

    long reached() {
        return reached;
    }

    /** What other nodes are told. */
    synchronized Told told() {
        return new Told(acknowledged, processed);
    }

    /** What another node has told. */
    synchronized void heard(Told told, long now) {
        acknowledged(told.acknowledged());
        if (told.processed() > processed) {
            hold(now);
            processed(told.processed());
        }
    }

    /**
     * Everything up to a position is processed. It is reached at once unless something before it is held.
     *
     * @return whether that is news
     */
    synchronized boolean processed(long position) {
        if (position <= processed) {
            return false;
        }
        processed = position;
        Hold last = holds.pollLast();
        if (last == null) {
            acknowledged = position;
            reach(position);
        } else {
            holds.addLast(new Hold(position, last.since()));
        }
        return true;
    }

    /** Whatever is processed from now on has invalidations before it that were not acknowledged by this moment. */
    synchronized void hold(long now) {
        if (holds.size() == HOLDS) {
            holds.removeLast();
        }
        holds.addLast(new Hold(processed, now));
    }

    private void acknowledged(long position) {
        while (!holds.isEmpty() && holds.getFirst().position() <= position) {
            holds.removeFirst();
        }
        processed = Math.max(processed, position);
        acknowledged = Math.max(acknowledged, position);
        reach(position);
    }

    synchronized boolean isHeld() {
        return !holds.isEmpty();
    }

    /**
     * Looks whether what is held is reached by now.
     *
     * @param delivered whether everything that was written down before a moment has been delivered
     * @param doneWithout whether this node goes without the cache until then
     * @return whether something is acknowledged that was not
     */
    synchronized boolean look(LongPredicate delivered, LongPredicate doneWithout) {
        boolean news = false;
        while (!holds.isEmpty() && delivered.test(holds.getFirst().since())) {
            acknowledged = Math.max(acknowledged, holds.removeFirst().position());
            reach(acknowledged);
            news = true;
        }
        for (Hold hold : holds) {
            if (doneWithout.test(hold.since())) {
                reach(hold.position());
            }
        }
        return news;
    }

    private void reach(long position) {
        reached = Math.max(reached, position);
    }
}
