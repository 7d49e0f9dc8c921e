package dev.scratchy.shared.subscription;

import dev.scratchy.shared.database.NotificationListener;
import dev.scratchy.shared.eventlog.AppendedPosition;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.tracing.Traces;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store on the log. Whoever follows it is called as soon as something is committed, on this node directly and on
 * others by a notification of PostgreSQL's.
 */
public final class PostgresEventStore extends AbstractEventStore implements Lifecycle {

    private final PostgresEventStorageEngine engine;
    private final LogTail tail;
    private final CommitNotifier notifier;
    private final NotificationListener listener;
    private final LogMetrics metrics;
    private final Clock clock;
    private final Traces traces;
    private final Timer appends;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

    private PostgresEventStore(Builder builder) {
        super(builder);
        this.engine = builder.engine;
        this.tail = builder.tail;
        this.notifier = builder.notifier;
        this.listener = builder.listener;
        this.metrics = builder.metrics;
        this.clock = builder.clock;
        this.traces = builder.traces;
        this.appends = metrics.appends();
    }

    static Builder builder(
            PostgresEventStorageEngine engine,
            LogTail tail,
            CommitNotifier notifier,
            NotificationListener listener,
            LogMetrics metrics,
            Clock clock,
            Traces traces) {
        return new Builder(engine, tail, notifier, listener, metrics, clock, traces);
    }

    /**
     * The log as the processor of that name follows it; always the same one.
     *
     * @param wanted the classes of payloads that it will look into
     */
    public Subscription subscription(String name, Predicate<Class<?>> wanted) {
        return subscriptions.computeIfAbsent(name, first -> {
            listener.start();
            var subscription = new Subscription(first, wanted, tail, engine, clock);
            metrics.of(subscription);
            return subscription;
        });
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        listener.start();
        tail.start();
        var stream = new LogStream(tail, engine, PostgresEventStorageEngine.positionOf(token), null, any -> false);
        tail.add(stream);
        return stream;
    }

    /**
     * Whether a position was given out; whoever asks has heard that it was committed, so that the log is looked at right away
     * when it has not been read so far here.
     *
     * @throws org.springframework.dao.DataAccessException when the database has to be asked and cannot be
     */
    public boolean hasGiven(long position) {
        if (position <= tail.head()) {
            return true;
        }
        if (position > engine.mark().head()) {
            return false;
        }
        tail.committed(position);
        return true;
    }

    /** As Axon's own, in one round trip instead of one for the snapshot and one for the events. */
    @Override
    public DomainEventStream readEvents(String aggregateIdentifier) {
        return DomainEventStream.concat(
                engine.readSaved(aggregateIdentifier),
                DomainEventStream.of(stagedDomainEventMessages(aggregateIdentifier)));
    }

    @Override
    protected void prepareCommit(List<? extends EventMessage<?>> events) {
        traces.within("append events", () -> appends.record(() -> super.prepareCommit(events)));
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        long position = CurrentUnitOfWork.isStarted()
                ? AppendedPosition.of(CurrentUnitOfWork.get()).orElse(0)
                : 0;
        tail.committed(position);
        notifier.committed(position);
    }

    @Override
    public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
        lifecycle.onShutdown(Phase.INBOUND_EVENT_CONNECTORS - 10, this::shutDown);
    }

    /** Nothing is read or announced any more. */
    void shutDown() {
        listener.close();
        notifier.close();
        tail.close();
    }

    /** Axon's way of making an event store. */
    static final class Builder extends AbstractEventStore.Builder {

        private final PostgresEventStorageEngine engine;
        private final LogTail tail;
        private final CommitNotifier notifier;
        private final NotificationListener listener;
        private final LogMetrics metrics;
        private final Clock clock;
        private final Traces traces;

        private Builder(
                PostgresEventStorageEngine engine,
                LogTail tail,
                CommitNotifier notifier,
                NotificationListener listener,
                LogMetrics metrics,
                Clock clock,
                Traces traces) {
            storageEngine(engine);
            this.engine = engine;
            this.tail = tail;
            this.notifier = notifier;
            this.listener = listener;
            this.metrics = metrics;
            this.clock = clock;
            this.traces = traces;
        }

        PostgresEventStore build() {
            return new PostgresEventStore(this);
        }
    }
}
