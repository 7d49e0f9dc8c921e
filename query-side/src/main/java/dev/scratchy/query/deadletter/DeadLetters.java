package dev.scratchy.query.deadletter;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The queue of each projection. No projection uses one yet: an event that fails is tried again and holds its projection until it
 * passes.
 */
@Component
public class DeadLetters {

    /** As Axon has it; a projection with more that fails has a fault of its own, and is better held. */
    private static final int MAX_SEQUENCES = 1_024;

    private static final int MAX_SEQUENCE_SIZE = 1_024;

    private final ConnectionProvider connections;
    private final TransactionManager transactions;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    DeadLetters(
            ConnectionProvider connections,
            TransactionManager transactions,
            @Qualifier("eventSerializer") Serializer serializer,
            EventUpcaster upcasters) {
        this.connections = connections;
        this.transactions = transactions;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    /** What a projection has put aside, and where it puts more. Takes events of the log only. */
    public SequencedDeadLetterQueue<EventMessage<?>> of(String projection) {
        return of(projection, MAX_SEQUENCES, MAX_SEQUENCE_SIZE);
    }

    SequencedDeadLetterQueue<EventMessage<?>> of(String projection, int maxSequences, int maxSequenceSize) {
        return new DeadLetterQueue(DeadLetterQueue.<EventMessage<?>>builder()
                .processingGroup(projection)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .statementFactory(new DeadLetterTable(serializer))
                .converter(new DeadLetterReader(serializer, upcasters))
                // For its own statements, which it makes even when it has others.
                .genericSerializer(serializer)
                .eventSerializer(serializer)
                .maxSequences(maxSequences)
                .maxSequenceSize(maxSequenceSize)
                .pageSize(DeadLetterTable.PAGE));
    }
}
