package dev.scratchy.benchmarks;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** Publishes as a command does: in a unit of work with a transaction. Knows when the commit had returned. */
final class Publisher {

    private final LogPair logs;
    private final LogPair.Kind kind;
    private final LongAdder published = new LongAdder();

    Publisher(LogPair logs, LogPair.Kind kind) {
        this.logs = logs;
        this.kind = kind;
    }

    /** Returns when the commit had returned, before anybody was told of it: see {@link Arrivals#micros}. */
    long publish(List<DomainEventMessage<?>> events) {
        var committed = new long[1];
        var work = DefaultUnitOfWork.startAndGet(events.getFirst());
        work.attachTransaction(() -> timed(logs.transactions().startTransaction(), committed));
        work.execute(() -> logs.storeOf(kind).publish(events));
        published.add(events.size());
        return committed[0];
    }

    private static Transaction timed(Transaction transaction, long[] committed) {
        return new Transaction() {

            @Override
            public void commit() {
                transaction.commit();
                committed[0] = Arrivals.micros();
            }

            @Override
            public void rollback() {
                transaction.rollback();
            }
        };
    }

    /** How many events were committed. */
    long published() {
        return published.sum();
    }
}
