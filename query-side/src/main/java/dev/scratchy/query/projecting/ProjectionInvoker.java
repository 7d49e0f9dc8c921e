package dev.scratchy.query.projecting;

import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Hands the events of a batch to a projection, those of its own segment only. Axon's own invoker would handle an event in one
 * segment only, even when all of them have to hear of it, and knows nothing of events that are put aside.
 */
final class ProjectionInvoker implements EventHandlerInvoker {

    private final String projection;
    private final Sequences sequences;
    private final AnnotationEventHandlerAdapter handlers;
    private final Batches batches;
    private final Parking parking;
    private final TracedEvents traced;

    ProjectionInvoker(
            String projection,
            Sequences sequences,
            AnnotationEventHandlerAdapter handlers,
            Batches batches,
            Parking parking,
            TracedEvents traced) {
        this.projection = projection;
        this.sequences = sequences;
        this.handlers = handlers;
        this.batches = batches;
        this.parking = parking;
        this.traced = traced;
    }

    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        return handlers.canHandle(event) && sequences.isOf(segment, event);
    }

    @Override
    public boolean canHandleType(Class<?> payload) {
        return handlers.canHandleType(payload);
    }

    @Override
    public void handle(EventMessage<?> event, Segment segment) throws Exception {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        ProjectionBatch batch = batches.of(work, projection, segment);
        traced.handling(work, projection, event, batch);
        parking.handle(projection, event, sequences, batch, () -> handlers.handle(event));
    }
}
