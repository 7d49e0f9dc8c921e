package dev.scratchy.query.projecting;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.query.deadletter.DeadLetterTable;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostDeleted;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is put aside of a batch while other segments of the projection go on, in transactions that are not committed. */
class ParkingIT {

    private static final String PROJECTION = "made_up";

    private static final Sequences SEQUENCES = new Sequences(event -> Sequence.of(((PostDeleted) event).postId()));

    private record Row(long position) {}

    private final Batches batches = RunningSystem.bean(Batches.class);
    private final Parking parking = RunningSystem.bean(Parking.class);
    private final ProjectionFailures failures = RunningSystem.bean(ProjectionFailures.class);
    private final DeadLetterTable letters = RunningSystem.bean(DeadLetterTable.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(RunningSystem.bean(PlatformTransactionManager.class));

    private final TrackedEventMessage<?> good = event(1);
    private final TrackedEventMessage<?> bad = event(2);
    private final List<String> written = new ArrayList<>();
    private final RowStatement writing = rows -> {
        written.add(rows);
        return List.of();
    };
    private final RowStatement refusing = rows -> {
        throw new DataIntegrityViolationException("made up");
    };

    @Test
    void what_is_folded_is_not_forgotten_when_another_segment_fails_meanwhile() {
        assertThatThrownBy(() -> batch(this::another_segment_fails))
                .as("a batch that nothing was to be put aside of when it began")
                .isInstanceOf(DataIntegrityViolationException.class);

        written.clear();
        assertThat(batch(() -> {})).as("letters").isEqualTo(1);
        assertThat(written).containsExactly("[{\"position\":1}]");
    }

    /** Handles two events, the second of which cannot be written, and tells how many letters there are then. */
    private long batch(Runnable meanwhile) {
        return requireNonNull(transaction.execute(begun -> {
            begun.setRollbackOnly();
            var work = DefaultUnitOfWork.startAndGet(good);
            try {
                ProjectionBatch batch = batches.of(work, PROJECTION, Segment.ROOT_SEGMENT);
                handle(good, batch, writing);
                meanwhile.run();
                handle(bad, batch, refusing);
                work.commit();
            } finally {
                if (work.isActive()) {
                    work.rollback();
                }
            }
            return letters.count(PROJECTION);
        }));
    }

    private void handle(TrackedEventMessage<?> event, ProjectionBatch batch, RowStatement statement) {
        try {
            parking.handle(
                    PROJECTION,
                    event,
                    SEQUENCES,
                    batch,
                    () -> batch.write(statement, new Row(PostgresEventStorageEngine.positionOf(event))));
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void another_segment_fails() {
        var failure = new IllegalStateException("made up");
        assertThatThrownBy(() -> failures.handleError(new ErrorContext(PROJECTION, failure, List.of(bad))))
                .isSameAs(failure);
    }

    private static TrackedEventMessage<?> event(long position) {
        return new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                GenericEventMessage.asEventMessage(new PostDeleted(PostId.next().value())));
    }
}
