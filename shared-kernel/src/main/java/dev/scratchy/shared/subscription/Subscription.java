package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log as one processor follows it: with a bound on what it is handed before it has processed what it has, and with the
 * figures of how far it is.
 */
public final class Subscription implements StreamableMessageSource<TrackedEventMessage<?>> {

    /** Fewer than the 1,024 that Axon's processor queues (4.13): full, it would look again only after 100 ms. */
    private static final int EVENTS_IN_PROCESS = 1_000;

    /** Bytes of JSON; as objects, and again as rows, they take a multiple of it. */
    private static final long BYTES_IN_PROCESS = 8_000_000;

    private final String name;
    private final Predicate<Class<?>> wanted;
    private final LogTail tail;
    private final PostgresEventStorageEngine events;
    private final Clock clock;
    private final InProcess inProcess = new InProcess(EVENTS_IN_PROCESS, BYTES_IN_PROCESS);
    private volatile @Nullable LogStream stream;
    private volatile Listener listener = (segment, position) -> {};

    /** Is told where the subscription is; called by whoever moves it. */
    public interface Listener {

        /**
         * A segment is followed by this node from now on: everything up to there was processed before, by whichever.
         *
         * @param position of the log
         */
        default void claimed(Segment segment, long position) {}

        /** Everything of a segment's is processed up to a position. */
        void processed(Segment segment, long position);
    }

    Subscription(
            String name, Predicate<Class<?>> wanted, LogTail tail, PostgresEventStorageEngine events, Clock clock) {
        this.name = name;
        this.wanted = wanted;
        this.tail = tail;
        this.events = events;
        this.clock = clock;
    }

    /** Has a listener told from now on, instead of any other. */
    public void tell(Listener whom) {
        listener = whom;
    }

    /** Whose it is. */
    public String name() {
        return name;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        tail.start();
        long after = PostgresEventStorageEngine.positionOf(token);
        inProcess.beginBehind(after);
        var opened = new LogStream(tail, events, after, inProcess, wanted);
        stream = opened;
        tail.add(opened);
        return opened;
    }

    /** A segment is followed by this node from now on, behind a token. */
    public void claimed(Segment segment, @Nullable TrackingToken token) {
        long position = PostgresEventStorageEngine.positionOf(token);
        inProcess.claimed(segment, position);
        listener.claimed(segment, position);
    }

    /** A segment is not followed by this node any more. */
    public void released(Segment segment) {
        if (inProcess.released(segment)) {
            goOn();
        }
    }

    /** No others are followed by this node, whether it was told of their release or not. */
    public void retain(Collection<Segment> segments) {
        segments().stream().filter(segment -> !segments.contains(segment)).forEach(this::released);
    }

    /** Somebody has looked whether an event that was handed out is the business of a segment. */
    public void offered(Segment segment, EventMessage<?> event, boolean wanted) {
        inProcess.offered(segment, PostgresEventStorageEngine.positionOf(event), wanted);
        if (!wanted) {
            moved();
        }
    }

    /** These are through, since their batch is committed. */
    public void processed(Segment segment, List<? extends Message<?>> messages) {
        if (inProcess.processed(
                segment,
                messages.stream().map(PostgresEventStorageEngine::positionOf).toList())) {
            goOn();
        }
        moved();
    }

    private void goOn() {
        LogStream present = stream;
        if (present != null) {
            present.available();
        }
    }

    private void moved() {
        inProcess.positions().forEach(listener::processed);
    }

    /** The segments that this node follows. */
    public Set<Segment> segments() {
        return inProcess.positions().keySet();
    }

    /** Everything up to here was processed in the segments of this node; 0 when it has none. */
    public long position() {
        return inProcess.positions().values().stream().min(Long::compare).orElse(0L);
    }

    /** Whether this node follows a part of it. */
    public boolean isOpen() {
        LogStream present = stream;
        return present != null && !present.isClosed();
    }

    /** How many positions are complete and not processed yet; 0 on a node that does not run the processor. */
    public long lag() {
        return isOpen() ? Math.max(0, tail.mark() - position()) : 0;
    }

    /** How long the oldest event that is not processed yet has been in the log; asks the database when there is one. */
    public Duration lagTime() {
        Instant oldest = lag() == 0 ? null : events.recordedAfter(position());
        return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    }

    @Override
    public TrackingToken createTailToken() {
        return events.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return events.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        return events.createTokenAt(dateTime);
    }

    @Override
    public TrackingToken createTokenSince(Duration duration) {
        return createTokenAt(clock.instant().minus(duration));
    }
}
