package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.eventlog.ReadEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * One subscriber's place in the log. Behind the window of the {@link LogTail} it reads pages of its own; within it, it takes
 * what the tail has read for all. Read by one thread at a time; what tells it that there is more, or that something is
 * processed, may be any.
 */
final class LogStream implements TrackingEventStream {

    private static final Logger log = LoggerFactory.getLogger(LogStream.class);

    private final LogTail tail;
    private final PostgresEventStorageEngine events;
    private final @Nullable InProcess inProcess;
    private final Predicate<Class<?>> wanted;
    private final Semaphore changes = new Semaphore(0);
    private final ArrayDeque<ReadEvent> read = new ArrayDeque<>();
    private long position;
    private volatile @Nullable Runnable callback;
    private volatile boolean closed;

    /**
     * A stream that begins behind a position.
     *
     * @param position 0 for the whole log
     * @param inProcess {@code null} for a subscriber that never says what it has processed
     * @param wanted the classes of payloads that the subscriber will look into
     */
    LogStream(
            LogTail tail,
            PostgresEventStorageEngine events,
            long position,
            @Nullable InProcess inProcess,
            Predicate<Class<?>> wanted) {
        this.tail = tail;
        this.events = events;
        this.position = position;
        this.inProcess = inProcess;
        this.wanted = wanted;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.ofNullable(next()).map(ReadEvent::message);
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (inProcess != null) {
            inProcess.offeredAround();
        }
        long end = System.nanoTime() + unit.toNanos(timeout);
        while (true) {
            changes.drainPermits();
            if (next() != null) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0 || closed || !changes.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
            if (closed) {
                throw new IllegalStateException("The stream is closed.");
            }
        }
        ReadEvent event = read.removeFirst();
        prepare(event.message());
        if (inProcess != null) {
            inProcess.add(event);
        }
        return event.message();
    }

    /**
     * Makes the object of what will be looked into, in the thread that reads: a replay would otherwise make it in the one
     * thread that also writes, and read while that waits.
     */
    private void prepare(TrackedEventMessage<?> event) {
        if (wanted.test(event.getPayloadType())) {
            try {
                Object ignored = event.getPayload();
            } catch (SerializationException unreadable) {
                // Whoever handles it meets the same, where it is known whose failure it is.
                log.debug("An event cannot be read", unreadable);
            }
        }
    }

    /** The next event, read if need be, or {@code null} when there is none now or enough is being processed. */
    private @Nullable ReadEvent next() {
        if (closed || isFull()) {
            return null;
        }
        long mark = tail.mark();
        while (read.isEmpty() && position < mark) {
            List<ReadEvent> kept = tail.after(position);
            List<ReadEvent> more = kept != null ? kept : page(mark);
            if (more == null) {
                return null;
            }
            position = more.isEmpty() ? mark : more.getLast().position();
            read.addAll(more);
        }
        return read.peekFirst();
    }

    private boolean isFull() {
        if (inProcess == null) {
            return false;
        }
        // An event that an upcaster split is handed out whole.
        boolean rest = !read.isEmpty() && inProcess.contains(read.getFirst().position());
        return !rest && inProcess.isFull();
    }

    /** Nothing while the database is away: the tail tells us again when it has seen it. */
    private @Nullable List<ReadEvent> page(long mark) {
        try {
            return events.page(position, mark);
        } catch (DataAccessResourceFailureException | TransientDataAccessException away) {
            tail.tellAgain();
            return null;
        }
    }

    /** There may be more now. */
    void available() {
        changes.release();
        Runnable told = callback;
        if (told != null && !closed) {
            told.run();
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        this.callback = callback;
        callback.run();
        return true;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        tail.remove(this);
        changes.release();
    }
}
