package dev.scratchy.shared.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other nodes tell by PostgreSQL's NOTIFY, over a connection of its own, opened again when it is lost. It is also the
 * first to know that connections were cut, since it always waits on one, and has those of the pool replaced before anybody
 * stumbles over them.
 */
public final class NotificationListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NotificationListener.class);

    /** How long one wait for a notification takes, and so how late a close is noticed. */
    private static final int WAIT_MILLIS = 500;

    private static final long FIRST_PAUSE_MILLIS = 100;

    private static final long LONGEST_PAUSE_MILLIS = Duration.ofSeconds(5).toMillis();

    private final OwnConnections connections;
    private final String channel;
    private final Consumer<String> heard;
    private final Runnable listening;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * A listener that does not listen yet.
     *
     * @param heard takes each notification, which may be anybody's
     * @param listening called each time that it begins to listen: what was told before was not heard
     */
    public NotificationListener(
            OwnConnections connections, String channel, Consumer<String> heard, Runnable listening) {
        this.connections = connections;
        this.channel = channel;
        this.heard = heard;
        this.listening = listening;
    }

    /** Begins to listen, when it does not yet. */
    public synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().name("listener-" + channel).daemon().start(this::listen);
        }
    }

    private void listen() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
            try (Connection connection = connections.open()) {
                try (var statement = connection.createStatement()) {
                    statement.execute("LISTEN " + statement.enquoteIdentifier(channel, true));
                }
                pause = FIRST_PAUSE_MILLIS;
                this.listening.run();
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException lost) {
                if (closed) {
                    return;
                }
                log.info("The connection that hears other nodes on {} is lost, and opened again", channel);
                connections.replacePooled();
                if (!sleep(pause)) {
                    return;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (!closed) {
            PGNotification[] notifications = connection.getNotifications(WAIT_MILLIS);
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    heard.accept(notification.getParameter());
                }
            }
        }
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stopping) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
