package dev.scratchy.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When events came to one handler, by their ids. */
final class Arrivals {

    private static final long LATEST_SECONDS = 60;

    private final String where;
    private final Map<String, CompletableFuture<Long>> expected = new ConcurrentHashMap<>();

    Arrivals(String where) {
        this.where = where;
    }

    /**
     * The clock of the machine, which all its processes share, in microseconds. Not {@link System#nanoTime}, which need not
     * mean the same in two processes.
     */
    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    void expect(String eventId) {
        expected.put(eventId, new CompletableFuture<>());
    }

    void arrived(String eventId, long micros) {
        CompletableFuture<Long> waiting = expected.get(eventId);
        if (waiting != null) {
            waiting.complete(micros);
        }
    }

    /**
     * When it came.
     *
     * @throws IllegalStateException when it does not come
     */
    long await(String eventId) throws InterruptedException {
        CompletableFuture<Long> waiting = expected.get(eventId);
        try {
            if (waiting == null) {
                throw new IllegalStateException("Nobody expects " + eventId);
            }
            return waiting.get(LATEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException never) {
            throw new IllegalStateException(
                    "An event did not come to " + where + " within " + LATEST_SECONDS + " s.", never);
        } finally {
            expected.remove(eventId);
        }
    }
}
