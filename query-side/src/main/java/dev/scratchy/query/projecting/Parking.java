package dev.scratchy.query.projecting;

import dev.scratchy.query.deadletter.Cause;
import dev.scratchy.query.deadletter.DeadLetterTable;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts aside what a projection cannot digest, and what must not overtake it. Nothing is looked for while nothing fails: when a
 * batch has failed by something that lies with an event, its events are handled one by one, each written by itself.
 */
@Component
class Parking {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);

    /** A projection with more has a fault of its own, and is better held: its view would be none. Each batch reads all of them. */
    static final int MOST_LETTERS = 1_000;

    /** What may fail. */
    interface Handling {
        void proceed() throws Exception;
    }

    /** There is no room for another one. */
    private static final class TooManyLetters extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooManyLetters() {
            super("The projection has put " + MOST_LETTERS + " events aside.");
        }
    }

    /** What has failed with an event, on its way out of a transaction. */
    private static final class Undigested extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Exception failure;

        Undigested(Exception failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private final DeadLetterTable letters;
    private final TransactionTemplate savepoint;

    Parking(DeadLetterTable letters, PlatformTransactionManager transactions) {
        this.letters = letters;
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Handles one event of a batch, or puts it aside. */
    void handle(String projection, EventMessage<?> event, Sequences sequences, ProjectionBatch batch, Handling handling)
            throws Exception {
        boolean carefully = batch.isCarefulWith(PostgresEventStorageEngine.positionOf(event));
        if (!carefully && !batch.hasLettersAhead()) {
            handling.proceed();
            return;
        }
        Sequence sequence = sequences.of(event);
        Set<String> ahead = batch.aheadOf(sequence);
        if (!ahead.isEmpty()) {
            park(projection, event, sequence, batch, ahead, null);
        } else if (carefully) {
            alone(projection, event, sequence, batch, handling);
        } else {
            handling.proceed();
        }
    }

    private void alone(
            String projection, EventMessage<?> event, Sequence sequence, ProjectionBatch batch, Handling handling)
            throws Exception {
        try {
            savepoint.executeWithoutResult(begun -> {
                try {
                    handling.proceed();
                    batch.flush();
                } catch (Exception failure) {
                    throw new Undigested(failure);
                }
            });
        } catch (Undigested undigested) {
            Exception failure = undigested.failure;
            if (!Poison.isCauseOf(failure)) {
                throw failure;
            }
            batch.forget();
            log.warn(
                    "The projection {} puts the event at position {} aside: {}",
                    projection,
                    PostgresEventStorageEngine.positionOf(event),
                    failure.getClass().getSimpleName());
            park(projection, event, sequence, batch, Set.of(), Cause.of(failure));
        }
    }

    private void park(
            String projection,
            EventMessage<?> event,
            Sequence sequence,
            ProjectionBatch batch,
            Set<String> ahead,
            @Nullable Cause cause) {
        if (batch.letters() >= MOST_LETTERS) {
            throw new TooManyLetters();
        }
        String joined =
                letters.park(projection, PostgresEventStorageEngine.positionOf(event), ahead, sequence.marks(), cause);
        batch.parked(sequence.marks(), new HashSet<>(ahead), joined);
    }
}
