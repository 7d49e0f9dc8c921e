package dev.scratchy.benchmarks;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/** The whole log through a pooled processor to a handler that does nothing: what a replay costs before its projection does anything. */
final class Reading {

    private static final long LATEST_SECONDS = 300;

    private final LogPair logs;
    private final long events;
    private int runs;

    /** Of a log that nobody appends to. */
    Reading(LogPair logs, long events) {
        this.logs = logs;
        this.events = events;
        logs.stock().copy();
        if (logs.stock().events() != events) {
            throw new IllegalStateException("The copy of the log is not complete.");
        }
    }

    double read() throws InterruptedException {
        return read(LogPair.Kind.SCRATCHY);
    }

    double readStock() throws InterruptedException {
        return read(LogPair.Kind.STOCK);
    }

    /** Events per second. */
    private double read(LogPair.Kind kind) throws InterruptedException {
        var handler = new Handler();
        try (Following following = new Following(
                logs,
                kind,
                "reading-" + kind.name().toLowerCase(Locale.ROOT) + "-" + runs++,
                StreamableMessageSource::createTailToken,
                handler::handle)) {
            long begin = System.nanoTime();
            following.start();
            if (!handler.all.await(LATEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("After " + LATEST_SECONDS + " s only " + handler.count
                        + " events were read, and not " + events);
            }
            return events * 1e9 / (System.nanoTime() - begin);
        }
    }

    /** Makes the object of each, and has read all when there were as many different ones as the log has. */
    private final class Handler {

        private final AtomicLong count = new AtomicLong();
        private final CountDownLatch all = new CountDownLatch(1);

        private void handle(EventMessage<?> event) {
            if (event.getPayload() == null || !(event instanceof DomainEventMessage<?>)) {
                throw new IllegalStateException("Not an event as it was appended: " + event);
            }
            if (count.incrementAndGet() == events) {
                all.countDown();
            }
        }
    }
}
