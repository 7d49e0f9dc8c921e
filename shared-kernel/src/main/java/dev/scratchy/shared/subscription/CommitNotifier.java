package dev.scratchy.shared.subscription;

import dev.scratchy.shared.database.OwnConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes that something was committed. One thread with a connection of its own, never the transaction that appends:
 * a NOTIFY holds a lock of the whole database cluster to the end of its commit, and appenders would queue for it. What is
 * committed while one is being sent goes with the next. A notification that is lost costs no more than the safety poll.
 */
final class CommitNotifier implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CommitNotifier.class);

    /** Between two notifications, so that a busy node sends at most 200 a second and not thousands. */
    private static final long PAUSE_MILLIS = 5;

    private static final long AFTER_FAILURE_MILLIS = Duration.ofMillis(100).toMillis();

    /** Waiting for the disk would be for nothing: a notification is not kept. */
    private static final String FOR_NOTHING_TO_KEEP = "SET synchronous_commit = off";

    private static final String NOTIFY = "SELECT pg_notify(?, ?)";

    private final OwnConnections connections;
    private final String channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private boolean pending;
    private boolean anyPosition;
    private long position;
    private @Nullable Thread thread;
    private volatile boolean closed;

    CommitNotifier(OwnConnections connections, String channel) {
        this.connections = connections;
        this.channel = channel;
    }

    /**
     * Has it told to others, soon.
     *
     * @param committed the position, or 0 when it is not known
     */
    void committed(long committed) {
        lock.lock();
        try {
            position = Math.max(position, committed);
            anyPosition |= committed == 0;
            pending = true;
            more.signal();
            if (thread == null && !closed) {
                thread = Thread.ofPlatform().name("event-log-notifier").daemon().start(this::send);
            }
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        while (!closed) {
            try (Connection connection = connections.open()) {
                try (var settings = connection.createStatement()) {
                    settings.execute(FOR_NOTHING_TO_KEEP);
                }
                try (PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
                    while (!closed) {
                        notify.setString(1, channel);
                        notify.setString(2, Long.toString(next()));
                        notify.execute();
                        Thread.sleep(PAUSE_MILLIS);
                    }
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (SQLException failure) {
                log.debug("Other nodes are not told of commits for a moment, and see them later", failure);
                again();
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** The highest position, or 0 when one is not known: who has read the highest known one already would not look. */
    private long next() throws InterruptedException {
        lock.lock();
        try {
            while (!pending) {
                more.await();
            }
            long told = anyPosition ? 0 : position;
            pending = false;
            anyPosition = false;
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** What could not be sent is not forgotten. */
    private void again() {
        lock.lock();
        try {
            pending = true;
            anyPosition = true;
        } finally {
            lock.unlock();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(AFTER_FAILURE_MILLIS);
            return true;
        } catch (InterruptedException stopping) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
