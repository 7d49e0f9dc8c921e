package dev.scratchy.query.live;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client. There is room for a few changes; a client that is slower than that, or that comes back, is behind,
 * and catches up from the database. So a client that does not read costs what one does that has nothing to read.
 */
final class Listener {

    private static final int ROOM = 64;

    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>(ROOM);
    private final Runnable left;
    private boolean behind;
    private volatile boolean ended;

    /**
     * A listener that nobody tells yet.
     *
     * @param behind whether there is something to catch up with from the beginning
     * @param left how its feed forgets it
     */
    Listener(boolean behind, Runnable left) {
        this.behind = behind;
        this.left = left;
    }

    synchronized void tell(Change change) {
        if (!behind && !changes.offer(change)) {
            behind = true;
        }
    }

    /**
     * Whether something was lost since it was asked last. From now on nothing is, until it is behind again; so what the feed
     * has begun to hand out by now, and not more, is to be had from the database.
     */
    synchronized boolean wasBehind() {
        boolean was = behind;
        if (was) {
            changes.clear();
            behind = false;
        }
        return was;
    }

    /** The next change, or {@code null} when there is none in time or something else is to be looked at. */
    @Nullable
    Change next(long nanos) throws InterruptedException {
        return changes.poll(nanos, TimeUnit.NANOSECONDS);
    }

    /** Wakes whoever waits for the next change. */
    void end() {
        ended = true;
        boolean ignored = changes.offer(WAKE_UP);
    }

    boolean isEnded() {
        return ended;
    }

    void leave() {
        left.run();
    }

    /** Behind nothing, so that it is never sent. */
    private static final Change WAKE_UP = Change.of(0, "", "", Change.Circle.NOBODY, Change.Circle.NOBODY);
}
