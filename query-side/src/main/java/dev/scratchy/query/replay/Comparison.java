package dev.scratchy.query.replay;

import dev.scratchy.query.projecting.ViewTables;
import dev.scratchy.query.replay.HeldReplay.BeginsAnew;
import dev.scratchy.query.replay.HeldReplay.Cancelled;
import dev.scratchy.query.replay.HeldReplay.Taken;
import dev.scratchy.query.replay.Replay.State;
import dev.scratchy.query.replay.ReplayTable.Running;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the new tables of a replay with those in use. The projection is kept from writing only until a transaction has begun
 * that sees both as they are at one time. The last events are folded in this transaction too, and undone with it: so comparing
 * may take as long as the tables are large, and nobody waits for it.
 */
final class Comparison {

    private static final Logger log = LoggerFactory.getLogger(Comparison.class);

    private final Means by;
    private final HeldReplay held;
    private final Exchange exchange;
    private final Replay replay;
    private final ViewTables view;
    private final String schema;
    private final TransactionTemplate oneView;
    private final TransactionTemplate aside;

    Comparison(Means by, HeldReplay held, Exchange exchange, Replay replay, ViewTables view, String schema) {
        this.by = by;
        this.held = held;
        this.exchange = exchange;
        this.replay = replay;
        this.view = view;
        this.schema = schema;
        var manager = Objects.requireNonNull(by.transactions().getTransactionManager());
        oneView = new TransactionTemplate(manager);
        oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        aside = new TransactionTemplate(manager);
        aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Compares once; then the replay is complete, and its tables are dropped.
     *
     * @param version of the code, and of the tables in use, as they are now
     * @throws BeginsAnew when the new tables are not those that are to be compared
     */
    void attempt(Supplier<String> version) {
        List<Difference> differences = oneView.execute(begun -> {
            begun.setRollbackOnly();
            Running own = begin();
            return exchange.level(own, version) ? by.differences().between(schema, view, this::checkAside) : null;
        });
        if (differences == null) {
            held.inTransaction(own -> {
                by.replays().startOver(replay.id(), "");
                return own;
            });
            throw new BeginsAnew();
        }
        held.inTransaction(own -> {
            by.tables().dropNew(schema, view);
            by.replays().noteDifferences(replay.id(), differences);
            by.replays().end(replay.id(), State.COMPLETED, null);
            return own;
        });
        log.info("The view of {} is verified; tables that differ: {}", replay.projection(), differences.size());
    }

    /** By the first statement the transaction sees what there is, and nothing that comes later. */
    private Running begin() {
        try (var stopped = WritingStopped.now(by, schema, replay.projection())) {
            Running own = by.replays().hold(replay.id(), by.node()).orElseThrow(Taken::new);
            log.info("The view of {} is compared; it was not written for {} ms", replay.projection(), stopped.millis());
            return own;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** The transaction itself does not see that it is cancelled. */
    private void checkAside() {
        aside.executeWithoutResult(begun -> {
            if (by.replays().isCancelWanted(replay.id())) {
                throw new Cancelled();
            }
        });
    }
}
