package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
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
    private volatile @Nullable LogStream stream;
    private volatile @Nullable InProcess inProcess;
    private volatile Listener listener = new Listener() {};

    /** Is told where the subscription is; called by whoever moves it. */
    public interface Listener {

        /** It is followed by this node from now on: everything up to there was processed before, by whichever. */
        default void opened(long position) {}

        /** Everything up to there is processed. */
        default void processed(long position) {}
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
        var nothingYet = new InProcess(after, EVENTS_IN_PROCESS, BYTES_IN_PROCESS);
        var opened = new LogStream(tail, events, after, nothingYet, wanted);
        inProcess = nothingYet;
        stream = opened;
        tail.add(opened);
        listener.opened(after);
        return opened;
    }

    /** These are through, since their batch is committed, or because they are none of the processor's business. */
    public void processed(List<? extends Message<?>> messages) {
        LogStream present = stream;
        if (present != null) {
            present.processed(messages.stream().map(Subscription::position).toList());
            listener.processed(position());
        }
    }

    private static Long position(Message<?> message) {
        return message instanceof TrackedEventMessage<?> event
                ? PostgresEventStorageEngine.positionOf(event.trackingToken())
                : 0L;
    }

    /** Everything up to here was processed, as far as this node knows. */
    public long position() {
        InProcess present = inProcess;
        return present == null ? 0 : present.position();
    }

    /** Whether this node follows it. */
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
