package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Single flight, batch-behind: of the callers on this node that ask for one key, those share a look that were there before
 * it began. A caller that comes later waits for the next one, because what is under way may have been loaded before an
 * invalidation that the caller knows of. At most one look at a time is under way for a key, and one batch is waiting behind it.
 *
 * @param <V> the answer
 */
class Flights<V> {

    /** A caller waits this long for somebody else's load, well below the time of a lease. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final ConcurrentMap<String, Flight<V>> flights = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Flights() {
        this(System::nanoTime);
    }

    /**
     * With a time of its own, which says who has waited too long.
     *
     * @param nanoTime such as {@link System#nanoTime}
     */
    Flights(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What comes of a look. */
    sealed interface Step<V> {

        /** The answer. */
        record Done<V>(V answer) implements Step<V> {}

        /** The answer is to be made, and while it is made others may look. */
        record Load<V>(Supplier<V> load) implements Step<V> {}

        /** The answer is to be made, and nobody else looks meanwhile. */
        record LoadAlone<V>(Supplier<V> load) implements Step<V> {}

        /** Somebody else makes the answer: look again in a moment, or make it when that has taken too long. */
        record Wait<V>(Supplier<V> instead) implements Step<V> {}
    }

    /** Asks for a key. */
    V fly(String key, Supplier<Step<V>> look, Runnable shared) {
        Flight<V> flight = flights.compute(key, (k, there) -> (there == null ? new Flight<V>() : there).boarded());
        try {
            Batch<V> mine = new Batch<>(nanoTime);
            Batch<V> open = flight.join(mine);
            if (open != mine) {
                shared.run();
                return answer(open);
            }
            return lead(flight, mine, look);
        } finally {
            flights.computeIfPresent(key, (k, there) -> there.left());
        }
    }

    private V lead(Flight<V> flight, Batch<V> batch, Supplier<Step<V>> look) {
        try {
            V answer = led(flight, batch, look);
            batch.answer.complete(answer);
            return answer;
        } catch (RuntimeException | Error failure) {
            batch.answer.completeExceptionally(failure);
            throw failure;
        } finally {
            flight.close(batch);
        }
    }

    private V led(Flight<V> flight, Batch<V> batch, Supplier<Step<V>> look) {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            Step<V> step;
            flight.turn.lock();
            try {
                depart(flight, batch);
                step = look.get();
                if (step instanceof Step.LoadAlone<V> alone) {
                    return alone.load().get();
                }
            } finally {
                flight.turn.unlock();
            }
            switch (step) {
                case Step.Done<V> done -> {
                    return done.answer();
                }
                case Step.Load<V> load -> {
                    try {
                        return load.load().get();
                    } finally {
                        flight.wake();
                    }
                }
                case Step.LoadAlone<V> alone -> throw new IllegalStateException("It was run above");
                case Step.Wait<V> wait -> {
                    if (batch.hasWaitedLong()) {
                        return wait.instead().get();
                    }
                    Batch<V> open = flight.reopen(batch);
                    if (open != batch) {
                        return answer(open);
                    }
                    batch.pause(pause);
                }
            }
        }
    }

    /** From now on nobody joins: the look begins. */
    void depart(Flight<V> flight, Batch<V> batch) {
        flight.close(batch);
    }

    private static <V> V answer(Batch<V> batch) {
        try {
            return batch.answer.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException loaders) {
                throw loaders;
            }
            if (failure.getCause() instanceof Error loaders) {
                throw loaders;
            }
            throw failure;
        }
    }

    /** What is under way for one key. */
    static final class Flight<V> {

        private final ReentrantLock turn = new ReentrantLock();
        private @Nullable Batch<V> open;
        /** Counted inside the map's own lock. */
        private int callers;

        private Flight<V> boarded() {
            callers++;
            return this;
        }

        private @Nullable Flight<V> left() {
            return --callers == 0 ? null : this;
        }

        /** The batch whose look has not begun, or a new one. */
        private synchronized Batch<V> join(Batch<V> mine) {
            if (open == null) {
                open = mine;
            }
            return open;
        }

        /** Lets callers join again, as the next look has not begun; or names the batch that has taken its place. */
        private synchronized Batch<V> reopen(Batch<V> batch) {
            Batch<V> there = join(batch);
            if (there != batch) {
                there.waitsNoLongerThan(batch);
            }
            return there;
        }

        synchronized void close(Batch<V> batch) {
            if (open == batch) {
                open = null;
            }
        }

        private synchronized void wake() {
            if (open != null) {
                open.news.complete(true);
            }
        }
    }

    /** Callers who share a look. */
    static final class Batch<V> {

        private final CompletableFuture<V> answer = new CompletableFuture<>();
        private volatile CompletableFuture<Boolean> news = new CompletableFuture<>();
        private final LongSupplier nanoTime;
        private volatile long deadline;

        private Batch(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.deadline = nanoTime.getAsLong() + LONGEST_WAIT.toNanos();
        }

        private void waitsNoLongerThan(Batch<V> other) {
            deadline = Math.min(deadline, other.deadline);
        }

        private boolean hasWaitedLong() {
            return nanoTime.getAsLong() - deadline >= 0;
        }

        private void pause(long millis) {
            try {
                news.get(millis, TimeUnit.MILLISECONDS);
                news = new CompletableFuture<>();
            } catch (TimeoutException over) {
                // Time to look again.
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                deadline = nanoTime.getAsLong();
            }
        }
    }
}
