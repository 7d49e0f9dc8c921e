package dev.scratchy.command.idempotency;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.CallerParameter;
import dev.scratchy.command.dispatch.CommandDispatch;
import dev.scratchy.command.dispatch.IdempotencyKey;
import dev.scratchy.command.idempotency.FirstAnswer.Denied;
import dev.scratchy.command.idempotency.FirstAnswer.Done;
import dev.scratchy.shared.eventlog.AppendedPosition;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import java.util.Set;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Carries out a command with an {@link IdempotencyKey} unless one with the same key of the same caller has been, whose answer is
 * given again then. The key is taken at the beginning of the command's transaction and the answer written down at its end: so
 * there is a record exactly when there are the events, and whoever sends the same at the same time waits for the outcome.
 *
 * <p>A refusal by the domain is remembered as well, but behind the transaction, which is rolled back: of two sendings at once,
 * the first of which is refused, the second is tried for itself. What cannot be read, what breaks a rule of its shape, and what
 * fails for a reason that passes, is not remembered, because the client is to send it again.
 */
class CarriedOutOnce implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final Logger log = LoggerFactory.getLogger(CarriedOutOnce.class);

    private static final Set<ProblemCode> REMEMBERED = Set.of(
            ProblemCode.FORBIDDEN,
            ProblemCode.NOT_FOUND,
            ProblemCode.SLUG_TAKEN,
            ProblemCode.USERNAME_TAKEN,
            ProblemCode.INVALID_STATE,
            ProblemCode.VERSION_CONFLICT);

    private final IdempotencyTable records;

    CarriedOutOnce(IdempotencyTable records) {
        this.records = records;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain rest) throws Exception {
        var metaData = work.getMessage().getMetaData();
        if (!(metaData.get(IdempotencyKey.KEY) instanceof IdempotencyKey key)
                || !(metaData.get(CallerParameter.KEY) instanceof Caller caller)) {
            return rest.proceed();
        }
        String who = caller.signedIn().value();
        return records.claim(who, key) ? carriedOut(who, key, work, rest) : again(records.first(who, key), key);
    }

    private Object carriedOut(String who, IdempotencyKey key, UnitOfWork<?> work, InterceptorChain rest)
            throws Exception {
        try {
            Object result = rest.proceed();
            if (!(result instanceof Acknowledgement done)) {
                throw new IllegalStateException("Not an acknowledgement: " + result);
            }
            // Behind the event store, which appends before the commit as well, and asked first.
            work.onPrepareCommit(committing -> records.complete(
                    who, key, done, AppendedPosition.of(committing).orElse(0)));
            return done;
        } catch (Refused refusal) {
            rememberAfter(work, who, key, refusal);
            throw refusal;
        } catch (AggregateNotFoundException absent) {
            rememberAfter(work, who, key, new Refused(ProblemCode.NOT_FOUND, CommandDispatch.NOT_THERE));
            throw absent;
        }
    }

    private void rememberAfter(UnitOfWork<?> work, String who, IdempotencyKey key, Refused refusal) {
        if (REMEMBERED.contains(refusal.code())) {
            work.onCleanup(rolledBack -> {
                try {
                    records.refuse(who, key, refusal);
                } catch (DataAccessException failure) {
                    // The next one is judged anew, which changes nothing that is promised: nothing was done.
                    log.warn("A refusal could not be written down", failure);
                }
            });
        }
    }

    private static Object again(FirstAnswer first, IdempotencyKey key) {
        if (!first.fingerprint().equals(key.fingerprint())) {
            throw new Refused(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent with another request before. Use a new one for a new wish.");
        }
        return switch (first.outcome()) {
            case Done done -> done.acknowledgement();
            case Denied denied -> throw denied.refusal();
        };
    }
}
