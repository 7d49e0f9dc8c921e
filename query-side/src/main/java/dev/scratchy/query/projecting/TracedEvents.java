package dev.scratchy.query.projecting;

import dev.scratchy.shared.axon.MetaDataKeys;
import dev.scratchy.shared.tracing.Traces;
import io.micrometer.tracing.Span;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Joins what a projection does with an event to the trace of the command that caused it: a span from the event's turn in its batch
 * until nothing older is answered, and in it the invalidation. A batch holds events of many traces, so each has spans of its own.
 */
@Component
class TracedEvents {

    /** Who folds what is older does so for its own sake, and nobody looks at that trace any more. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private static final String KEY = TracedEvents.class.getName();

    private final Traces traces;
    private final Clock clock;

    TracedEvents(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    /** The turn of an event in the batch of a unit of work. Its metadata is only looked into when tracing is on. */
    void handling(UnitOfWork<?> work, String projection, EventMessage<?> event, ProjectionBatch batch) {
        if (!traces.areOn() || event.getTimestamp().isBefore(clock.instant().minus(OLDEST))) {
            return;
        }
        Span span = traces.joined((String) event.getMetaData().get(MetaDataKeys.TRACE_PARENT), "project " + projection);
        if (span != null) {
            span.tag("scratchy.event", event.getPayloadType().getSimpleName());
            work.getOrComputeResource(KEY, first -> new Begun(work, batch))
                    .projected
                    .add(span);
        }
    }

    /** The spans of a batch. */
    private final class Begun implements TransactionSynchronization {

        private final List<Span> projected = new ArrayList<>();
        private final List<Span> invalidating = new ArrayList<>();
        private final ProjectionBatch batch;

        private Begun(UnitOfWork<?> work, ProjectionBatch batch) {
            this.batch = batch;
            if (TransactionSynchronizationManager.isSynchronizationActive()) {
                TransactionSynchronizationManager.registerSynchronization(this);
            }
            work.onRollback(failed -> projected.forEach(
                    span -> Traces.failed(span, failed.getExecutionResult().getExceptionResult())));
            work.onCleanup(over -> {
                invalidating.forEach(Span::end);
                projected.forEach(Span::end);
            });
        }

        /** Before Redis is told, which was asked for later. */
        @Override
        public void afterCommit() {
            if (!batch.invalidated().isEmpty()) {
                projected.forEach(span -> invalidating.add(traces.part(span, "invalidate")));
            }
        }
    }
}
