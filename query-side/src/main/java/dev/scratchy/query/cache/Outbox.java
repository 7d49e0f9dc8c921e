package dev.scratchy.query.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that no invalidation is lost: it is written down in the transaction that makes it due, delivered after the commit,
 * and crossed out when Redis has acknowledged it. What is not delivered soon, because a node has ended or cannot reach Redis,
 * any node delivers.
 */
class Outbox {

    /** More references than these are made one: everything. A single command must not hold Redis up for long. */
    private static final int MOST_REFERENCES = 2_000;

    /** Rows that are delivered with one command. */
    private static final int MOST_ROWS = 1_000;

    private final InvalidationTable table;
    private final TransactionTemplate transactions;
    private final RedisLink link;
    private final Listeners listeners;
    private final BlockingQueue<Long> acknowledged = new LinkedBlockingQueue<>();

    Outbox(InvalidationTable table, TransactionTemplate transactions, RedisLink link, Listeners listeners) {
        this.table = table;
        this.transactions = transactions;
        this.link = link;
        this.listeners = listeners;
    }

    /**
     * Invalidates references: with the transaction that there is, after its commit; else at once.
     *
     * @param told takes whether it was acknowledged, when that has been tried
     * @return whether it is acknowledged already
     */
    boolean invalidate(Collection<String> references, Consumer<Boolean> told) {
        Set<String> names = few(references);
        long id = table.insert(names);
        if (!TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.isActualTransactionActive()) {
            return deliver(id, names, told);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                deliver(id, names, told);
            }
        });
        return false;
    }

    /** Only writes it down: it is delivered when it is overdue. */
    void invalidateSoon(Collection<String> references) {
        table.insert(few(references));
    }

    private boolean deliver(long id, Set<String> names, Consumer<Boolean> told) {
        boolean done = link.invalidate(names);
        if (done) {
            acknowledged.add(id);
        }
        told.accept(done);
        listeners.tell(listener -> listener.invalidated(names, done));
        return done;
    }

    /** Crosses out what has been acknowledged. */
    void crossOut() {
        List<Long> ids = new ArrayList<>();
        while (acknowledged.drainTo(ids, MOST_ROWS) > 0) {
            table.delete(ids);
            ids.clear();
        }
    }

    InvalidationTable.Waiting waiting() {
        return table.waiting();
    }

    /**
     * Delivers what is overdue.
     *
     * @return whether there may be more to deliver now
     */
    boolean drain() {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Set<String> names = table.take(MOST_ROWS);
            if (names.isEmpty()) {
                return false;
            }
            Set<String> told = few(names);
            boolean done = link.invalidate(told);
            if (!done) {
                status.setRollbackOnly();
            }
            listeners.tell(listener -> listener.invalidated(told, done));
            return done;
        }));
    }

    /** While nothing can be delivered: keeps what is waiting from growing without limit. */
    void fold(InvalidationTable.Waiting waiting) {
        if (waiting.rows() > MOST_ROWS) {
            table.fold();
        }
    }

    private static Set<String> few(Collection<String> names) {
        return names.size() > MOST_REFERENCES || names.contains(Reference.EVERYTHING)
                ? Set.of(Reference.EVERYTHING)
                : new LinkedHashSet<>(names);
    }
}
