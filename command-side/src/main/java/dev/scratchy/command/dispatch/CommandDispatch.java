package dev.scratchy.command.dispatch;

import dev.scratchy.shared.axon.MetaDataKeys;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.tracing.Traces;
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

    /** What an aggregate that is not there is refused with. */
    public static final String NOT_THERE = "There is no such thing, or no longer.";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

    private final CommandGateway gateway;
    private final Traces traces;
    private final LongSupplier lastPosition;

    CommandDispatch(CommandGateway gateway, Traces traces, LongSupplier lastPosition) {
        this.gateway = gateway;
        this.traces = traces;
        this.lastPosition = lastPosition;
    }

    /**
     * Handles a command to the end: when this returns, its events are committed.
     *
     * @throws Refused when the command is not valid, not allowed, not possible, or its aggregate not there or not at the
     *     expected version; nothing is changed then
     */
    public Acknowledgement send(Object command, CommandRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                var position = new AtomicLong();
                Acknowledgement done = gateway.sendAndWait(message(command, request, position));
                return done.position() > 0 ? done : done.at(positionOf(position.get()));
            } catch (AggregateNotFoundException absent) {
                throw new Refused(ProblemCode.NOT_FOUND, NOT_THERE);
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

    /** What a command found to be so already is in the log, but where, it does not know. */
    private long positionOf(long appended) {
        return appended > 0 ? appended : lastPosition.getAsLong();
    }

    /** By its SQLSTATE too, because the event store wraps what PostgreSQL says in an exception of its own. */
    private static boolean overtaken(RuntimeException failure) {
        return failure instanceof ConcurrencyException
                || failure instanceof AggregateStreamCreationException
                || failure instanceof LockAcquisitionFailedException
                || failure instanceof PessimisticLockingFailureException
                || DatabaseProblems.isConflict(failure);
    }

    private GenericCommandMessage<Object> message(Object command, CommandRequest request, AtomicLong position) {
        Caller caller = request.caller();
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
        String traceParent = traces.parent();
        if (traceParent != null) {
            metaData.put(MetaDataKeys.TRACE_PARENT, traceParent);
        }
        if (request.expected() != null) {
            metaData.put(ExpectedVersion.KEY, request.expected());
        }
        if (request.once() != null) {
            metaData.put(IdempotencyKey.KEY, request.once());
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
