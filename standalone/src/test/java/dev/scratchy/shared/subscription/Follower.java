package dev.scratchy.shared.subscription;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;

/** Follows a log from its beginning with the processor that projections have, set as theirs are. */
final class Follower implements AutoCloseable {

    private static final String NAME = "follower";

    private final ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(1);
    private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(1);
    private final Subscription subscription;
    private final PooledStreamingEventProcessor processor;

    Follower(PostgresEventStore store, Consumer<TrackedEventMessage<?>> handler) {
        subscription = store.subscription(NAME, any -> true);
        EventMessageHandler everyEvent = event -> {
            handler.accept((TrackedEventMessage<?>) event);
            return null;
        };
        processor = PooledStreamingEventProcessor.builder()
                .name(NAME)
                .eventHandlerInvoker(new SubscribedInvoker(
                        SimpleEventHandlerInvoker.builder()
                                .eventHandlers(everyEvent)
                                .build(),
                        subscription))
                .messageSource(subscription)
                .tokenStore(new ClaimedTokens(new InMemoryTokenStore(), subscription))
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(worker)
                .initialSegmentCount(1)
                .batchSize(500)
                .tokenClaimInterval(1_000)
                .initialToken(StreamableMessageSource::createTailToken)
                .build();
    }

    void start() {
        processor.start();
    }

    Subscription subscription() {
        return subscription;
    }

    @Override
    public void close() {
        processor.shutDown();
        coordinator.shutdownNow();
        worker.shutdownNow();
    }
}
