package dev.scratchy.shared.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes something short by PostgreSQL's NOTIFY. One thread with a connection of its own, never a transaction that
 * does anything else: a NOTIFY holds a lock of the whole database cluster to the end of its commit, and everybody would queue
 * for it. What there is to tell while one is being sent goes with the next. Whoever hears must be able to do without.
 */
public final class Notifier implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Notifier.class);

    /** Between two notifications, so that a busy node sends at most 200 a second and not thousands. */
    private static final long PAUSE_MILLIS = 5;

    private static final long AFTER_FAILURE_MILLIS = Duration.ofMillis(100).toMillis();

    /** Waiting for the disk would be for nothing: a notification is not kept. */
    private static final String FOR_NOTHING_TO_KEEP = "SET synchronous_commit = off";

    private static final String NOTIFY = "SELECT pg_notify(?, ?)";

    private final OwnConnections connections;
    private final String channel;
    private final Supplier<String> news;
    private final Runnable unsent;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private boolean pending;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * Tells nothing yet.
     *
     * @param news asked for when it is about to be sent; at most 8,000 bytes
     * @param unsent called when what was asked for could not be sent, before it is asked for again
     */
    public Notifier(OwnConnections connections, String channel, Supplier<String> news, Runnable unsent) {
        this.connections = connections;
        this.channel = channel;
        this.news = news;
        this.unsent = unsent;
    }

    /** There is something to tell, soon. */
    public void signal() {
        lock.lock();
        try {
            pending = true;
            more.signal();
            if (thread == null && !closed) {
                thread =
                        Thread.ofPlatform().name("notifier-" + channel).daemon().start(this::send);
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
                        awaitSignal();
                        notify.setString(1, channel);
                        notify.setString(2, news.get());
                        notify.execute();
                        Thread.sleep(PAUSE_MILLIS);
                    }
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (SQLException failure) {
                log.debug("Other nodes are not told of {} for a moment", channel, failure);
                unsent.run();
                signal();
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void awaitSignal() throws InterruptedException {
        lock.lock();
        try {
            while (!pending) {
                more.await();
            }
            pending = false;
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
        lock.lock();
        try {
            closed = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
