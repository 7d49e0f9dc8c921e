package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.PlainLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events of about 1 KB, appended by several writers at the same time. */
final class Appends {

    private static final int FEW = 1;
    private static final int USUAL = 8;
    private static final int MANY = 32;
    private static final int BATCH = 100;

    private static final String COUNT = "SELECT count(*) FROM domain_event";

    private final int millis;
    private final LogPair logs;
    private final JdbcClient jdbc;
    private final PlainLog plain;
    private final long before;
    private final long stockBefore;
    private final LongAdder appended = new LongAdder();
    private final LongAdder stockAppended = new LongAdder();
    private final LongAdder plainAppended = new LongAdder();

    Appends(int millis, LogProcess process, LogPair logs) {
        this.millis = millis;
        this.logs = logs;
        this.jdbc = process.jdbc();
        this.plain = new PlainLog(process.dataSource());
        plain.create();
        before = jdbc.sql(COUNT).query(Long.class).single();
        stockBefore = logs.stock().events();
    }

    List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        for (int writers : List.of(FEW, USUAL, MANY)) {
            String name = writers == 1 ? "1 writer" : writers + " writers";
            comparisons.add(new Comparison(name + ": the engine", plain(writers, 1), engine(writers, 1)));
            comparisons.add(new Comparison(name + ": Axon's engine", plain(writers, 1), stock(writers, 1)));
        }
        comparisons.add(new Comparison("8 writers: the event store, telling", plain(USUAL, 1), store()));
        comparisons.add(new Comparison("8 x 100 events: the engine", plain(USUAL, BATCH), engine(USUAL, BATCH)));
        comparisons.add(new Comparison("8 x 100 events: Axon's engine", plain(USUAL, BATCH), stock(USUAL, BATCH)));
        return comparisons;
    }

    private Comparison.Side plain(int writers, int events) {
        return measured(writers, events, plainAppended, () -> plain.append(Written.rows(events)));
    }

    private Comparison.Side engine(int writers, int events) {
        return measured(writers, events, appended, appending(logs.engine(), events));
    }

    private Comparison.Side stock(int writers, int events) {
        return measured(writers, events, stockAppended, appending(logs.stock().engine(), events));
    }

    /** As a command does it: in a unit of work, and afterwards everybody is told. */
    private Comparison.Side store() {
        return measured(USUAL, 1, appended, () -> publish(logs.store(), Written.events("Post", 1)));
    }

    private Writers.Append appending(EventStorageEngine engine, int events) {
        return () ->
                logs.transactions().executeInTransaction(() -> engine.appendEvents(Written.events("Post", events)));
    }

    private void publish(EventStore store, List<DomainEventMessage<?>> events) {
        var work = DefaultUnitOfWork.startAndGet(events.getFirst());
        work.attachTransaction(logs.transactions());
        work.execute(() -> store.publish(events));
    }

    /** Events per second. */
    private Comparison.Side measured(int writers, int events, LongAdder counter, Writers.Append append) {
        return () -> events
                * Writers.perSecond(writers, millis, () -> {
                    append.append();
                    counter.add(events);
                });
    }

    /**
     * Looks whether everything is there that was said to be committed.
     *
     * @throws IllegalStateException when it is not
     */
    void check() {
        check("Scratchy's", jdbc.sql(COUNT).query(Long.class).single() - before, appended.sum());
        check("Axon's", logs.stock().events() - stockBefore, stockAppended.sum());
        check("the plain", plain.events(), plainAppended.sum());
    }

    private static void check(String log, long events, long expected) {
        if (events != expected) {
            throw new IllegalStateException(
                    "There are " + events + " events in " + log + " log, and not " + expected + " as appended.");
        }
    }
}
