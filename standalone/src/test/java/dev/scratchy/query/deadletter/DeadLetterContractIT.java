package dev.scratchy.query.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scratchy.journeys.Names;
import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.shared.identity.DeadLetterId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueueTest;
import org.junit.jupiter.api.AfterEach;

/** What Axon demands of every queue for dead letters, of ours on PostgreSQL. */
class DeadLetterContractIT extends SequencedDeadLetterQueueTest<EventMessage<?>> {

    private static final int MAX_SEQUENCES = 64;
    private static final int MAX_SEQUENCE_SIZE = 128;

    private final SequencedDeadLetterQueue<EventMessage<?>> queue =
            RunningSystem.bean(DeadLetters.class).of(Names.unique("contract"), MAX_SEQUENCES, MAX_SEQUENCE_SIZE);

    @AfterEach
    void leave_nothing() {
        queue.clear();
        GenericDeadLetter.clock = Clock.systemUTC();
    }

    @Override
    protected SequencedDeadLetterQueue<EventMessage<?>> buildTestSubject() {
        return queue;
    }

    @Override
    protected long maxSequences() {
        return MAX_SEQUENCES;
    }

    @Override
    protected long maxSequenceSize() {
        return MAX_SEQUENCE_SIZE;
    }

    @Override
    protected DeadLetter<EventMessage<?>> generateInitialLetter() {
        return new GenericDeadLetter<>("sequence", Letters.event(), generateThrowable());
    }

    @Override
    protected DeadLetter<EventMessage<?>> generateFollowUpLetter() {
        return new GenericDeadLetter<>("sequence", Letters.event());
    }

    @Override
    protected DeadLetter<EventMessage<?>> mapToQueueImplementation(DeadLetter<EventMessage<?>> letter) {
        return letter instanceof JdbcDeadLetter<EventMessage<?>> known
                ? known
                : new JdbcDeadLetter<>(
                        DeadLetterId.next().value(),
                        0,
                        "sequence",
                        letter.enqueuedAt(),
                        letter.lastTouched(),
                        letter.cause().orElse(null),
                        letter.diagnostics(),
                        letter.message());
    }

    @Override
    protected void setClock(Clock clock) {
        GenericDeadLetter.clock = clock;
    }

    /** As exact as PostgreSQL is. */
    @Override
    protected Instant setAndGetTime(Instant time) {
        return super.setAndGetTime(time.truncatedTo(ChronoUnit.MICROS));
    }

    /** Messages have no equality of their own. */
    @Override
    protected void assertLetter(
            DeadLetter<? extends EventMessage<?>> expected, DeadLetter<? extends EventMessage<?>> actual) {
        Letters.assertSame(actual.message(), expected.message());
        assertThat(actual.cause()).isEqualTo(expected.cause());
        assertThat(actual.enqueuedAt()).isCloseTo(expected.enqueuedAt(), within(1, ChronoUnit.MICROS));
        assertThat(actual.lastTouched()).isCloseTo(expected.lastTouched(), within(1, ChronoUnit.MICROS));
        assertThat(actual.diagnostics()).isEqualTo(expected.diagnostics());
    }
}
