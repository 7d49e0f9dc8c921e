package dev.scratchy.command.snapshot;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots behind the commands' backs: after their commit, on one thread of its own. A command neither waits for one nor
 * fails with it; where one does not come about, the next command that loads as many events asks again.
 */
final class BackgroundSnapshotter extends AggregateSnapshotter implements Lifecycle {

    private static final Logger log = LoggerFactory.getLogger(BackgroundSnapshotter.class);

    /** Snapshots that may wait; more are left to a later command. */
    private static final int WAITING = 100;

    private static final long LAST_ONE_SECONDS = 5;

    private final ThreadPoolExecutor thread;

    private BackgroundSnapshotter(Builder builder, ThreadPoolExecutor thread) {
        super(builder);
        this.thread = thread;
    }

    /** Of all aggregates that are configured. */
    static BackgroundSnapshotter of(Configuration axon) {
        var thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("snapshots").daemon().factory());
        thread.allowCoreThreadTimeOut(true);
        Builder builder = builder()
                .eventStore(axon.eventStore())
                .transactionManager(axon.getComponent(TransactionManager.class))
                .executor(thread)
                .aggregateFactories(factories(axon))
                .repositoryProvider(axon::repository)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(BackgroundSnapshotter.class));
        return new BackgroundSnapshotter(builder, thread);
    }

    private static List<AggregateFactory<?>> factories(Configuration axon) {
        return axon.findModules(AggregateConfiguration.class).stream()
                .<AggregateFactory<?>>map(aggregate -> aggregate.aggregateFactory())
                .toList();
    }

    /** As Axon does, but what the full queue refuses is not the command's failure. */
    @Override
    public void scheduleSnapshot(Class<?> aggregateType, String aggregateIdentifier) {
        if (CurrentUnitOfWork.isStarted() && CurrentUnitOfWork.get().phase().isBefore(UnitOfWork.Phase.COMMIT)) {
            CurrentUnitOfWork.get().afterCommit(committed -> hand(aggregateType, aggregateIdentifier));
        } else {
            hand(aggregateType, aggregateIdentifier);
        }
    }

    private void hand(Class<?> aggregateType, String aggregateIdentifier) {
        try {
            super.scheduleSnapshot(aggregateType, aggregateIdentifier);
        } catch (RejectedExecutionException full) {
            log.debug("No snapshot of {} for now: {} wait", aggregateIdentifier, WAITING);
        }
    }

    @Override
    public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
        lifecycle.onShutdown(Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS, this::shutDown);
    }

    /** The one that is being taken is finished; those that wait are not missed. */
    private void shutDown() {
        thread.getQueue().clear();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_ONE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("A snapshot is not finished after {} s, and is left", LAST_ONE_SECONDS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
