package dev.scratchy.benchmarks;

import dev.scratchy.shared.subscription.ClaimedTokens;
import dev.scratchy.shared.subscription.SubscribedInvoker;
import dev.scratchy.shared.subscription.Subscription;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;

/** A pooled processor with the settings of the projections, and with a handler that is not one: it only looks at each event. */
final class Following implements AutoCloseable {

    /** As {@code Projections} has them. */
    private static final int BATCH = 500;

    private static final long CLAIM_MILLIS = 1_000;

    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
    private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(1);

    /**
     * A processor that does not run yet.
     *
     * @param name never used before in this database, since a token is kept under it
     */
    Following(
            LogPair logs,
            LogPair.Kind kind,
            String name,
            Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> begin,
            Consumer<EventMessage<?>> handler) {
        StreamableMessageSource<TrackedEventMessage<?>> source = logs.sourceOf(kind, name);
        EventHandlerInvoker calling = new Calling(handler);
        processor = PooledStreamingEventProcessor.builder()
                .name(name)
                .messageSource(source)
                .tokenStore(source instanceof Subscription own ? new ClaimedTokens(logs.tokens(), own) : logs.tokens())
                .transactionManager(logs.transactions())
                .eventHandlerInvoker(source instanceof Subscription own ? new SubscribedInvoker(calling, own) : calling)
                .errorHandler(PropagatingErrorHandler.instance())
                .coordinatorExecutor(coordinator)
                .workerExecutor(worker)
                .initialSegmentCount(1)
                .batchSize(BATCH)
                .tokenClaimInterval(CLAIM_MILLIS)
                .initialToken(begin)
                .build();
    }

    /** Starts it, and returns when it has its segment. */
    Following start() throws InterruptedException {
        processor.start();
        long deadline = System.nanoTime() + LATEST_NANOS;
        while (processor.processingStatus().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(processor.getName() + " does not start to follow.");
            }
            Thread.sleep(1);
        }
        return this;
    }

    @Override
    public void close() {
        processor.shutDown();
        coordinator.shutdownNow();
        worker.shutdownNow();
    }

    private record Calling(Consumer<EventMessage<?>> handler) implements EventHandlerInvoker {

        @Override
        public boolean canHandle(EventMessage<?> event, Segment segment) {
            return true;
        }

        @Override
        public void handle(EventMessage<?> event, Segment segment) {
            handler.accept(event);
        }
    }
}
