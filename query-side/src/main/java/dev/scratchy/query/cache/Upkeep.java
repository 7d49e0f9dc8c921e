package dev.scratchy.query.cache;

import dev.scratchy.query.cache.InvalidationTable.Waiting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done again and again, on every node: cross out what was delivered, deliver what is overdue, connect again, and
 * close the breaker, but only when the session is attached and nothing is overdue. A node that sees an invalidation overdue for
 * too long stops believing in the cache, whoever is to blame: so a node that is cut off from Redis, or dies between its commit
 * and the invalidation, keeps none of the others behind for longer than {@link #TOO_LATE}.
 */
class Upkeep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private static final long PERIOD_MILLIS = 25;

    /** An invalidation that is as old as this is not waited for any longer. */
    static final Duration TOO_LATE = Duration.ofMillis(200);

    private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(100);
    private static final Duration BETWEEN_TRIMS = Duration.ofMinutes(1);

    /** An age has whole milliseconds, and a row may be committed, and asked about, within one. */
    private static final Duration ROUNDED_OFF = Duration.ofMillis(1);

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final RedisLink link;
    private final @Nullable SeenLog seenLog;
    private final Thread thread =
            Thread.ofPlatform().name("cache-upkeep").daemon().unstarted(this::run);
    private long connectedAt = System.nanoTime() - BETWEEN_CONNECTS.toNanos();
    private long trimmedAt = System.nanoTime();
    private boolean failing;
    private volatile boolean closed;
    private volatile @Nullable Waiting waiting;
    private volatile long deliveredUpTo = System.nanoTime() - Duration.ofDays(1).toNanos();

    Upkeep(Outbox outbox, RedisLink link, @Nullable SeenLog seenLog) {
        this.outbox = outbox;
        this.link = link;
        this.seenLog = seenLog;
    }

    /** Connects, and goes on by itself. */
    void start() {
        look();
        thread.start();
    }

    /** What was overdue when this node looked last; {@code null} while it cannot look. */
    @Nullable
    Waiting waiting() {
        return waiting;
    }

    /** Everything that was written down before this moment has been delivered, by {@link System#nanoTime()}. */
    long deliveredUpTo() {
        return deliveredUpTo;
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException stopping) {
                return;
            }
            look();
        }
    }

    private void look() {
        try {
            // What was acknowledged is never overdue: the period is much shorter than the time for that.
            outbox.crossOut();
            long begin = System.nanoTime();
            Waiting found = outbox.waiting();
            waiting = found;
            deliveredUpTo = begin - found.age().plus(ROUNDED_OFF).toNanos();
            if (link.isBelieved()) {
                keepUp(found);
            } else {
                catchUp(found);
            }
            if (System.nanoTime() - trimmedAt > BETWEEN_TRIMS.toNanos()) {
                trimmedAt = System.nanoTime();
                link.trim(Kept.LONGEST_LIFE);
            }
            failing = false;
        } catch (RuntimeException failure) {
            waiting = null;
            failed(failure);
        }
    }

    private void keepUp(Waiting found) {
        if (seenLog != null && !seenLog.settleNowAndThen()) {
            link.doubt("it is not known whether the log is still the same");
            return;
        }
        if (found.rows() > 0) {
            while (outbox.drain() && !closed) {
                // One command for as many rows as it takes.
            }
            Waiting left = outbox.waiting();
            if (left.age().compareTo(TOO_LATE) > 0) {
                link.doubt("an invalidation has not been acknowledged for "
                        + left.age().toMillis() + " ms");
            }
        }
    }

    private void catchUp(Waiting found) {
        if (!link.isConnected()) {
            if (System.nanoTime() - connectedAt < BETWEEN_CONNECTS.toNanos()) {
                return;
            }
            connectedAt = System.nanoTime();
        }
        if (!link.attach()) {
            outbox.fold(found);
            return;
        }
        if (seenLog != null && !seenLog.settle()) {
            return;
        }
        while (outbox.drain() && !closed) {
            // One command for as many rows as it takes.
        }
        if (outbox.waiting().rows() == 0) {
            link.believe();
        }
    }

    private void failed(RuntimeException failure) {
        if (!failing && !closed) {
            failing = true;
            log.warn("Invalidations cannot be looked after: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LONGEST_FAREWELL);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
