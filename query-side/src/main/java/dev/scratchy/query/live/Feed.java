package dev.scratchy.query.live;

import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.subscription.PostgresEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log for all streams of one kind on this node. Nothing gets lost between the database and the queues of listeners,
 * because of an order: the feed notes what it begins to hand out, then looks who is there; a listener is there, and then looks
 * what was begun. What was begun it has from the database, or does not want; of everything else it is told.
 */
final class Feed {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    /** Events that are handed out in one step; what is written in bursts is then asked for in one query. */
    private static final int STEP = 500;

    private static final int PAUSE_MILLIS = 1_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Source source;
    private final PostgresEventStore events;
    private final ViewPositions positions;
    private final ConcurrentHashMap<String, Set<Listener>> listeners = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile long begun;
    private volatile long complete;
    private volatile boolean stopping;
    private boolean failing;
    private final Thread thread;

    Feed(Source source, PostgresEventStore events, ViewPositions positions) {
        this.source = source;
        this.events = events;
        this.positions = positions;
        thread = Thread.ofPlatform().name("streams-" + source.view()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping = true;
        thread.interrupt();
        listeners.values().forEach(some -> some.forEach(Listener::end));
    }

    /** Whether it follows the log, which it does once the view has come to where the log ended when this node started. */
    boolean isReady(long nanos) throws InterruptedException {
        return ready.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** From now on the listener is told. */
    Listener listen(String key, boolean behind) {
        var listener = new Listener[1];
        listener[0] = new Listener(behind, () -> forget(key, listener[0]));
        listeners.compute(key, (same, others) -> {
            Set<Listener> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
            all.add(listener[0]);
            return all;
        });
        if (stopping) {
            listener[0].end();
        }
        return listener[0];
    }

    private void forget(String key, Listener listener) {
        listeners.computeIfPresent(key, (same, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /** Up to here, whoever listens now may not have been told; the view shows what there was. */
    long begun() {
        return begun;
    }

    /** Up to here, whoever listens was told of everything. */
    long complete() {
        return complete;
    }

    int size() {
        return listeners.values().stream().mapToInt(Set::size).sum();
    }

    private void run() {
        while (!stopping) {
            try {
                if (ready.getCount() > 0) {
                    begin();
                }
                try (TrackingEventStream stream = events.openStream(new GlobalSequenceTrackingToken(complete))) {
                    follow(stream);
                }
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException failure) {
                failed(failure);
            }
        }
    }

    private void begin() throws InterruptedException {
        long end = PostgresEventStorageEngine.positionOf(events.createHeadToken());
        await(end);
        begun = end;
        complete = end;
        ready.countDown();
    }

    private void follow(TrackingEventStream stream) throws InterruptedException {
        List<TrackedEventMessage<?>> concern = new ArrayList<>();
        while (!stopping) {
            if (stream.hasNextAvailable(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                long last = read(stream, concern);
                handOut(concern, last);
                concern.clear();
                failing = false;
            }
        }
    }

    /** Reads what is there. */
    private long read(TrackingEventStream stream, List<TrackedEventMessage<?>> concern) throws InterruptedException {
        long last = complete;
        for (int read = 0; read < STEP && stream.hasNextAvailable(0, TimeUnit.MILLISECONDS); read++) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            last = PostgresEventStorageEngine.positionOf(event.trackingToken());
            if (source.concerns(event)) {
                concern.add(event);
            }
        }
        return last;
    }

    private void handOut(List<TrackedEventMessage<?>> concern, long last) throws InterruptedException {
        if (!concern.isEmpty()) {
            await(PostgresEventStorageEngine.positionOf(concern.getLast().trackingToken()));
        }
        begun = last;
        if (!concern.isEmpty() && !listeners.isEmpty()) {
            source.changes(concern, listeners.keySet()).forEach((key, changes) -> {
                Set<Listener> told = listeners.getOrDefault(key, Set.of());
                changes.forEach(change -> told.forEach(listener -> listener.tell(change)));
            });
        }
        complete = last;
    }

    /** As long as it takes: a replay of the view keeps everybody waiting. */
    private void await(long position) throws InterruptedException {
        while (!positions.await(source.view(), position, LOOK_NANOS)) {
            if (stopping) {
                throw new InterruptedException();
            }
        }
    }

    /** Goes on where everybody was told of everything; who was told of more already skips it. */
    private void failed(RuntimeException failure) {
        if (!failing && !stopping) {
            failing = true;
            log.warn("Streams of {} get nothing for the moment: {}", source.view(), failure.toString());
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException end) {
            stopping = true;
        }
    }
}
