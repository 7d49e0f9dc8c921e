package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.Mark;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.eventlog.ReadEvent;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one reader at the head of the log. Everything that is complete it reads once, keeps the last of it for all streams that
 * are as far, and tells them. It sleeps until somebody says that something was committed; what nobody said it finds by looking
 * from time to time.
 */
final class LogTail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);

    /** The safety poll: how late a commit is seen at most whose notification got lost. */
    private static final long POLL_NANOS = Duration.ofMillis(200).toNanos();

    /** The first wait for a commit that was announced and is still behind another transaction; doubled each time. */
    private static final long FIRST_REARM_NANOS = Duration.ofMillis(1).toNanos();

    /** Not to fill the log with the same failure while the database is away. */
    private static final long AFTER_FAILURE_NANOS = Duration.ofMillis(500).toNanos();

    private final PostgresEventStorageEngine events;
    private final Timer wakeUps;
    private final Set<LogStream> streams = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean look;
    private long announced;
    private long announcedAt;
    private @Nullable Thread thread;

    private final RecentEvents recent = new RecentEvents();
    private volatile long head;
    private volatile long lookedAt;
    private final HeldMark held = new HeldMark();
    private volatile boolean again;
    private boolean failing;
    private volatile boolean closed;

    /**
     * A tail that does not read yet.
     *
     * @param wakeUps the time from a commit's announcement on this node until its event can be read here
     */
    LogTail(PostgresEventStorageEngine events, Timer wakeUps) {
        this.events = events;
        this.wakeUps = wakeUps;
    }

    /** Begins at the end of the log as it is now, when it has not begun yet; what is before, streams read themselves. */
    void start() {
        lock.lock();
        try {
            if (thread == null && !closed) {
                Mark now = events.mark();
                head = now.head();
                lookedAt = System.nanoTime();
                recent.beginAt(events.lastPosition(now));
                thread = Thread.ofPlatform().name("event-log-tail").daemon().start(this::follow);
            }
        } finally {
            lock.unlock();
        }
    }

    void add(LogStream stream) {
        streams.add(stream);
    }

    void remove(LogStream stream) {
        streams.remove(stream);
    }

    /**
     * Something was committed.
     *
     * @param position the last one of it, or 0 when that is not known
     */
    void committed(long position) {
        lock.lock();
        try {
            if (position > announced) {
                announced = position;
                announcedAt = System.nanoTime();
            }
            if (position == 0 || position > mark()) {
                look = true;
                woken.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A stream could not read what is there for it: have it told once more when the log can be read, or soon. */
    void tellAgain() {
        again = true;
    }

    /** Everything up to here is complete, and may be read in pages. */
    long mark() {
        return recent.mark();
    }

    /** The last position that was given to an appender when the tail looked last. */
    long head() {
        return head;
    }

    /** For how long one appender has kept the mark where it is. */
    Duration markAge() {
        return held.age();
    }

    /** How long the last look is ago that succeeded, or {@code null} when nobody follows the log here. */
    @Nullable
    Duration lastLook() {
        long at = lookedAt;
        return at == 0 ? null : Duration.ofNanos(System.nanoTime() - at);
    }

    /** See {@link RecentEvents#after}. */
    @Nullable
    List<ReadEvent> after(long position) {
        return recent.after(position);
    }

    private void follow() {
        long pause = 0;
        long rearm = FIRST_REARM_NANOS;
        while (!closed) {
            try {
                await(pause);
                long before = mark();
                readToTheMark();
                if (again) {
                    again = false;
                    tellStreams();
                }
                if (!waitsForAnnounced()) {
                    pause = POLL_NANOS;
                    rearm = FIRST_REARM_NANOS;
                } else {
                    rearm = mark() > before ? FIRST_REARM_NANOS : Math.min(2 * rearm, POLL_NANOS);
                    pause = rearm;
                }
                recovered();
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failure) {
                failed(failure);
                pause = AFTER_FAILURE_NANOS;
            }
        }
    }

    private void await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!look && left > 0 && !closed) {
                left = woken.awaitNanos(left);
            }
            look = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean waitsForAnnounced() {
        lock.lock();
        try {
            return announced > mark();
        } finally {
            lock.unlock();
        }
    }

    private void readToTheMark() {
        Mark now = events.mark();
        lookedAt = System.nanoTime();
        head = now.head();
        while (mark() < now.position() && !closed) {
            List<ReadEvent> page = events.page(mark(), now.position());
            if (page.isEmpty()) {
                // What is left was rolled back. It is not taken as read: nobody is behind because of it, and after a
                // crash PostgreSQL may give such positions again, since only a commit waits for the disk.
                break;
            }
            publish(page, page.getLast().position());
        }
        held.see(now);
        forgetWhatCannotBe(now.head());
    }

    /** What was announced before the head was read is not above it, unless somebody made it up. */
    private void forgetWhatCannotBe(long givenOut) {
        lock.lock();
        try {
            if (announced > givenOut && !look) {
                announced = 0;
                announcedAt = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private void publish(List<ReadEvent> page, long upTo) {
        recent.add(page, upTo);
        measure(upTo);
        tellStreams();
    }

    private void tellStreams() {
        for (LogStream stream : streams) {
            try {
                stream.available();
            } catch (RuntimeException failure) {
                // One processor that is just being shut down must not keep the others from being told.
                log.debug("A subscriber of the event log could not be told of events", failure);
            }
        }
    }

    private void measure(long upTo) {
        lock.lock();
        try {
            if (announcedAt != 0 && upTo >= announced) {
                wakeUps.record(Duration.ofNanos(System.nanoTime() - announcedAt));
                announcedAt = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private void failed(RuntimeException failure) {
        if (!failing && !closed) {
            failing = true;
            log.warn("The event log cannot be read, and is tried again: {}", failure.toString());
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.info("The event log is read again");
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        tellStreams();
    }
}
