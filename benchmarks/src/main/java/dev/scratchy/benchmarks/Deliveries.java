package dev.scratchy.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/** How long after its commit an event comes to a handler in the JVM that committed it, and to one in another JVM; each has one. */
final class Deliveries implements AutoCloseable {

    /** Random up to this, longer than anything that looks from time to time waits, so that nothing marches in step. */
    private static final int LONGEST_PAUSE_MILLIS = 250;

    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Publisher publisher;
    private final Random pauses = new Random(42);
    private final Arrivals own = new Arrivals("the own JVM");
    private final Arrivals other = new Arrivals("the other JVM");
    private final AtomicLong count = new AtomicLong();
    private final Following following;
    private final FollowerProcess follower;

    /** Milliseconds, in both JVMs, of the same events; and how many events a second others wrote meanwhile. */
    record Delays(List<Double> own, List<Double> other, List<Double> loads) {

        Delays() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(Delays more) {
            own.addAll(more.own);
            other.addAll(more.other);
            loads.addAll(more.loads);
        }
    }

    Deliveries(LogPair logs, LogPair.Kind kind, String databaseUrl) throws IOException, InterruptedException {
        publisher = new Publisher(logs, kind);
        following = new Following(
                logs,
                kind,
                "own-jvm-" + kind.name().toLowerCase(Locale.ROOT),
                StreamableMessageSource::createHeadToken,
                event -> {
                    long now = Arrivals.micros();
                    count.incrementAndGet();
                    if (Follower.isSample(event)) {
                        own.arrived(event.getIdentifier(), now);
                    }
                });
        try {
            following.start();
            follower = FollowerProcess.start(databaseUrl, kind, other);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            following.close();
            throw failure;
        }
    }

    /** One event at a time, each some time after the one before has come to both. */
    Delays sample(int samples) throws InterruptedException {
        follower.checkClock();
        var delays = new Delays();
        for (int sample = 0; sample < samples; sample++) {
            Thread.sleep(pauses.nextInt(LONGEST_PAUSE_MILLIS));
            List<DomainEventMessage<?>> events = Written.events(Follower.SAMPLE, 1);
            String id = events.getFirst().getIdentifier();
            own.expect(id);
            other.expect(id);
            long committed = publisher.publish(events);
            delays.own().add((own.await(id) - committed) / 1e3);
            delays.other().add((other.await(id) - committed) / 1e3);
        }
        follower.checkClock();
        return delays;
    }

    /** Likewise, while others write so many events a second. */
    Delays sample(int samples, double load) throws Exception {
        try (Load others = new Load(publisher, load)) {
            Delays delays = sample(samples);
            delays.loads().add(others.stop());
            return delays;
        }
    }

    /**
     * Looks whether every event came to both, and none twice.
     *
     * @throws IllegalStateException when not
     */
    void check() throws InterruptedException {
        long expected = publisher.published();
        long deadline = System.nanoTime() + LATEST_NANOS;
        while ((count.get() < expected || follower.count() < expected) && System.nanoTime() < deadline) {
            Thread.sleep(LONGEST_PAUSE_MILLIS);
        }
        if (count.get() != expected || follower.count() != expected) {
            throw new IllegalStateException("Of " + expected + " events, " + count + " came to the own JVM and "
                    + follower.count() + " to the other.");
        }
    }

    @Override
    public void close() {
        follower.close();
        following.close();
    }
}
