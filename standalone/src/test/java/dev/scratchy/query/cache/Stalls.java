package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the machine stood still, at the longest, while something was measured: by how much the shortest of pauses was exceeded.
 * Whatever is promised in milliseconds is promised by a machine that goes on.
 */
final class Stalls implements AutoCloseable {

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final Thread watcher = Thread.ofPlatform().daemon().unstarted(this::watch);
    private volatile long longestNanos;
    private volatile boolean closed;

    private Stalls() {}

    /** From now on. */
    static Stalls watched() {
        var stalls = new Stalls();
        stalls.watcher.start();
        return stalls;
    }

    private void watch() {
        while (!closed) {
            long begin = System.nanoTime();
            LockSupport.parkNanos(PAUSE_NANOS);
            longestNanos = Math.max(longestNanos, System.nanoTime() - begin - PAUSE_NANOS);
        }
    }

    /** The promise, and the longest that the machine stood still until now. */
    Duration added(Duration promised) {
        return promised.plusNanos(longestNanos);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "the machine stood still for %d ms"
                .formatted(Duration.ofNanos(longestNanos).toMillis());
    }
}
