package dev.scratchy.shared.subscription;

import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Handles the events of a processor, and tells its subscription which of them each segment has to do with, and when they are
 * through. To be used with {@link ClaimedTokens}.
 *
 * @param handlers what is done with the events
 */
public record SubscribedInvoker(EventHandlerInvoker handlers, Subscription subscription)
        implements EventHandlerInvoker {

    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        boolean wanted = handlers.canHandle(event, segment);
        subscription.offered(segment, event, wanted);
        return wanted;
    }

    @Override
    public boolean canHandleType(Class<?> payload) {
        return handlers.canHandleType(payload);
    }

    /** What is to be done after the commit before the events count as processed, the handlers register now: last in, first out. */
    @Override
    public void handle(EventMessage<?> event, Segment segment) throws Exception {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        work.getOrComputeResource(SubscribedInvoker.class.getName(), first -> {
            work.afterCommit(
                    committed -> subscription.processed(segment, ((BatchingUnitOfWork<?>) work).getMessages()));
            return segment;
        });
        handlers.handle(event, segment);
    }

    /** Views are built anew beside those in use, not reset. */
    @Override
    public boolean supportsReset() {
        return false;
    }

    @Override
    public void segmentReleased(Segment segment) {
        subscription.released(segment);
        handlers.segmentReleased(segment);
    }
}
