package dev.scratchy.shared.subscription;

import dev.scratchy.shared.database.OwnConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other nodes commit, over a connection of its own, opened again when it is lost. It is also the first to know that
 * connections were cut, since it always waits on one, and has those of the pool replaced before anybody stumbles over them.
 */
final class CommitListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CommitListener.class);

    /** How long one wait for a notification takes, and so how late a close is noticed. */
    private static final int WAIT_MILLIS = 500;

    private static final long FIRST_PAUSE_MILLIS = 100;

    private static final long LONGEST_PAUSE_MILLIS = Duration.ofSeconds(5).toMillis();

    private final OwnConnections connections;
    private final String channel;
    private final LongConsumer committed;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * A listener that does not listen yet.
     *
     * @param committed takes the position that was announced, or 0 when any may have been
     */
    CommitListener(OwnConnections connections, String channel, LongConsumer committed) {
        this.connections = connections;
        this.channel = channel;
        this.committed = committed;
    }

    /** Begins to listen, when it does not yet. */
    synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().name("event-log-listener").daemon().start(this::listen);
        }
    }

    private void listen() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
            try (Connection listening = connections.open()) {
                try (var statement = listening.createStatement()) {
                    statement.execute("LISTEN " + statement.enquoteIdentifier(channel, true));
                }
                pause = FIRST_PAUSE_MILLIS;
                // What was announced while nobody listened.
                committed.accept(0);
                hear(listening.unwrap(PGConnection.class));
            } catch (SQLException lost) {
                if (closed) {
                    return;
                }
                log.info("The connection that hears of other nodes' commits is lost, and opened again");
                connections.replacePooled();
                if (!sleep(pause)) {
                    return;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private void hear(PGConnection listening) throws SQLException {
        while (!closed) {
            PGNotification[] heard = listening.getNotifications(WAIT_MILLIS);
            if (heard != null) {
                // Each, because the last has the highest position only of those that came from one node.
                Arrays.stream(heard).mapToLong(CommitListener::position).forEach(committed);
            }
        }
    }

    /** Anybody may notify anything, and it is only a hint. */
    private static long position(PGNotification heard) {
        try {
            return Math.max(0, Long.parseLong(heard.getParameter()));
        } catch (NumberFormatException somethingElse) {
            return 0;
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
