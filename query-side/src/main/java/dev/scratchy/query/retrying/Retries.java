package dev.scratchy.query.retrying;

import dev.scratchy.query.deadletter.Cause;
import dev.scratchy.query.deadletter.DeadLetter;
import dev.scratchy.query.deadletter.DeadLetterTable;
import dev.scratchy.query.deadletter.Decision;
import dev.scratchy.query.deadletter.DecisionTable;
import dev.scratchy.query.projecting.CannotFold;
import dev.scratchy.query.projecting.Folding;
import dev.scratchy.query.projecting.Poison;
import dev.scratchy.query.projecting.ProjectionLock;
import dev.scratchy.query.projecting.Projections;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.eventlog.ReadEvent;
import dev.scratchy.shared.identity.DeadLetterId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries letters again, each in a transaction of its own that nobody else writes the view in: the event's rows, the end of the
 * letter and the decision are committed together. A sequence is tried in the order of the log, up to the first that fails.
 */
@Component
public class Retries {

    private final DeadLetterTable letters;
    private final DecisionTable decisions;
    private final Projections projections;
    private final Folding folding;
    private final PostgresEventStorageEngine log;
    private final ProjectionLock lock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    Retries(
            DeadLetterTable letters,
            DecisionTable decisions,
            Projections projections,
            Folding folding,
            PostgresEventStorageEngine log,
            ProjectionLock lock,
            PlatformTransactionManager transactions) {
        this.letters = letters;
        this.decisions = decisions;
        this.projections = projections;
        this.folding = folding;
        this.log = log;
        this.lock = lock;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Tries the sequence that a letter belongs to.
     *
     * @param by whose wish it is
     * @return how many letters are done with
     * @throws Refused when there is no such letter
     */
    public Outcome retry(DeadLetterId id, String by) {
        DeadLetter letter = find(id);
        return new Outcome(retry(letter.projection(), letter.sequence(), by), letters.count(letter.projection()));
    }

    /**
     * Tries all sequences of a projection; one that fails does not keep the others from being tried.
     *
     * @throws Refused when there is no such projection
     */
    public Outcome retryAll(String projection, String by) {
        projections.view(projection);
        int done = 0;
        for (String sequence : letters.sequences(projection)) {
            done += retry(projection, sequence, by);
        }
        return new Outcome(done, letters.count(projection));
    }

    /**
     * Gives a letter up: its event will be in no view of the projection, and no replay will try it. What waits behind it can be
     * tried then.
     *
     * @throws Refused when there is no such letter
     */
    public void discard(DeadLetterId id, String reason, String by) {
        String projection = find(id).projection();
        transaction.executeWithoutResult(begun -> {
            lock.alone(projection);
            DeadLetter letter = find(id);
            letters.remove(letter.id());
            decisions.insert(letter, Decision.Kind.DISCARDED, by, reason, null);
        });
    }

    private DeadLetter find(DeadLetterId id) {
        return letters.find(id.value())
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such letter."));
    }

    private int retry(String projection, String sequence, String by) {
        int done = 0;
        while (Boolean.TRUE.equals(transaction.execute(begun -> retryFirst(projection, sequence, by)))) {
            done++;
        }
        return done;
    }

    private boolean retryFirst(String projection, String sequence, String by) {
        lock.alone(projection);
        Optional<DeadLetter> first = letters.first(projection, sequence);
        if (first.isEmpty()) {
            return false;
        }
        DeadLetter letter = first.get();
        try {
            savepoint.executeWithoutResult(begun -> folding.write(projection, events(letter)));
        } catch (RuntimeException failure) {
            Throwable why = failure instanceof CannotFold cannot ? cannot.failure() : failure;
            if (!Poison.isCauseOf(why)) {
                throw failure;
            }
            letters.failed(letter.id(), Cause.of(why));
            decisions.insert(letter, Decision.Kind.FAILED, by, null, Cause.of(why));
            return false;
        }
        letters.remove(letter.id());
        decisions.insert(letter, Decision.Kind.RETRIED, by, null, null);
        return true;
    }

    private List<? extends TrackedEventMessage<?>> events(DeadLetter letter) {
        return log.page(letter.position() - 1, letter.position()).stream()
                .map(ReadEvent::message)
                .toList();
    }
}
