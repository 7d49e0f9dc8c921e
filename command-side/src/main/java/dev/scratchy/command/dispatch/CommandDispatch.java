package dev.scratchy.command.dispatch;

import dev.scratchy.shared.axon.MetaDataKeys;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.web.DatabaseProblems;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.PessimisticLockingFailureException;

/** Sends commands and waits for what became of them. */
public final class CommandDispatch {

    private static final Logger log = LoggerFactory.getLogger(CommandDispatch.class);

    /**
     * Attempts in all. A conflict costs the loser one round trip, so five are enough for five writers of one aggregate on as
     * many nodes; on one node they queue for its lock and do not conflict at all.
     */
    private static final int ATTEMPTS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

    private final CommandGateway gateway;
    private final LongSupplier lastPosition;

    CommandDispatch(CommandGateway gateway, LongSupplier lastPosition) {
        this.gateway = gateway;
        this.lastPosition = lastPosition;
    }

    /**
     * Handles a command to the end: when this returns, its events are committed.
     *
     * @param expected the version that the caller last saw, or {@code null} when any will do
     * @throws Refused when the command is not valid, not allowed, not possible, or its aggregate not there or not at the
     *     expected version; nothing is changed then
     */
    public Acknowledgement send(Object command, Caller caller, @Nullable ExpectedVersion expected) {
        for (int attempt = 1; ; attempt++) {
            try {
                var position = new AtomicLong();
                Acknowledgement done = gateway.sendAndWait(message(command, caller, expected, position));
                // What a command found to be so already is in the log, but where, it does not know.
                return done.at(position.get() > 0 ? position.get() : lastPosition.getAsLong());
            } catch (AggregateNotFoundException absent) {
                throw new Refused(ProblemCode.NOT_FOUND, "There is no such thing, or no longer.");
            } catch (RuntimeException failure) {
                if (!overtaken(failure)) {
                    throw failure;
                }
                // Not the caller's: they were overtaken, and with an expected version the next attempt will say so.
                if (attempt == ATTEMPTS) {
                    log.warn("{} was overtaken {} times", command.getClass().getSimpleName(), ATTEMPTS);
                    throw new Refused(ProblemCode.UNAVAILABLE, "Too many changes at once; try again in a moment.");
                }
                pause(attempt);
            }
        }
    }

    /** By its SQLSTATE too, because the event store wraps what PostgreSQL says in an exception of its own. */
    private static boolean overtaken(RuntimeException failure) {
        return failure instanceof ConcurrencyException
                || failure instanceof AggregateStreamCreationException
                || failure instanceof LockAcquisitionFailedException
                || failure instanceof PessimisticLockingFailureException
                || DatabaseProblems.isConflict(failure);
    }

    private static GenericCommandMessage<Object> message(
            Object command, Caller caller, @Nullable ExpectedVersion expected, AtomicLong position) {
        Map<String, Object> metaData = new HashMap<>();
        metaData.put(CommittedPosition.KEY, position);
        metaData.put(CallerParameter.KEY, caller);
        if (caller.userId() != null) {
            metaData.put(MetaDataKeys.USER_ID, caller.userId().value());
        }
        String correlationId = MDC.get(MetaDataKeys.CORRELATION_ID);
        if (correlationId != null) {
            metaData.put(MetaDataKeys.CORRELATION_ID, correlationId);
        }
        if (expected != null) {
            metaData.put(ExpectedVersion.KEY, expected);
        }
        return new GenericCommandMessage<>(command, metaData);
    }

    /** Doubling, with jitter, so that those who collided do not collide again. */
    private static void pause(int attempt) {
        long longest = FIRST_PAUSE.toMillis() << attempt;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ProblemCode.UNAVAILABLE, "The server is stopping.");
        }
    }
}
