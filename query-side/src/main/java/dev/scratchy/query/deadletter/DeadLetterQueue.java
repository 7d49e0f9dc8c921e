package dev.scratchy.query.deadletter;

import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.EnqueueDecision;

/** Axon's queue, except that nobody processes a letter that somebody else has claimed. */
final class DeadLetterQueue extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {

    DeadLetterQueue(Builder<EventMessage<?>> builder) {
        super(builder);
    }

    /** Axon's own goes on whether or not its claim succeeded (seen with Axon 4.13.0); its other {@code process} does not. */
    @Override
    public boolean process(Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> task) {
        return process(any -> true, task);
    }
}
