package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
    private final LogTail tail;
    private final PostgresEventStorageEngine events;
    private final Set<LogStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicLong position = new AtomicLong();

    Subscription(String name, LogTail tail, PostgresEventStorageEngine events) {
        this.name = name;
        this.tail = tail;
        this.events = events;
    }

    /** Whose it is. */
    public String name() {
        return name;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        tail.start();
        long after = PostgresEventStorageEngine.positionOf(token);
        position.set(after);
        var stream = new LogStream(tail, events, after, new InProcess(EVENTS_IN_PROCESS, BYTES_IN_PROCESS));
        streams.removeIf(LogStream::isClosed);
        streams.add(stream);
        tail.add(stream);
        return stream;
    }

    /** A batch is committed: there is room for more. */
    public void processed(List<? extends Message<?>> batch) {
        List<Long> positions = batch.stream()
                .map(message -> message instanceof TrackedEventMessage<?> event
                        ? PostgresEventStorageEngine.positionOf(event.trackingToken())
                        : 0L)
                .toList();
        if (!positions.isEmpty()) {
            position.set(positions.getLast());
            streams.forEach(stream -> stream.processed(positions));
        }
    }

    /** The last position that was processed here. */
    public long position() {
        return position.get();
    }

    /** How many positions are complete and not processed yet; some of them may hold no event. */
    public long lag() {
        return Math.max(0, tail.mark() - position.get());
    }

    /** How long the oldest event that is not processed yet has been in the log; asks the database when there is one. */
    public Duration lagTime() {
        Instant oldest = lag() == 0 ? null : events.recordedAfter(position.get());
        return oldest == null ? Duration.ZERO : Duration.between(oldest, Instant.now());
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
        return createTokenAt(Instant.now().minus(duration));
    }
}
