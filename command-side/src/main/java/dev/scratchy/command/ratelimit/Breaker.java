package dev.scratchy.command.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Keeps everybody away from what has failed, but for one who tries it again each time that the pause is over. */
final class Breaker {

    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicLong nextTry = new AtomicLong();

    /**
     * Closed at first.
     *
     * @param nanoTime such as {@link System#nanoTime}
     */
    Breaker(Duration pause, LongSupplier nanoTime) {
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    boolean mayTry() {
        if (!broken.get()) {
            return true;
        }
        long now = nanoTime.getAsLong();
        long due = nextTry.get();
        // Whoever moves the next try is the one who may have this one.
        return now - due >= 0 && nextTry.compareAndSet(due, now + pauseNanos);
    }

    /**
     * It failed.
     *
     * @return whether that is news
     */
    boolean failed() {
        nextTry.set(nanoTime.getAsLong() + pauseNanos);
        return broken.compareAndSet(false, true);
    }

    /**
     * It worked.
     *
     * @return whether that is news
     */
    boolean worked() {
        return broken.compareAndSet(true, false);
    }
}
