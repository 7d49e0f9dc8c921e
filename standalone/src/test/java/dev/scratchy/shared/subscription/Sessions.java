package dev.scratchy.shared.subscription;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** What somebody with psql does to the log, who knows nothing of how it keeps its order. */
final class Sessions {

    private static final String INSERT = """
            INSERT INTO domain_event (event_id, aggregate_id, sequence_number, recorded_at, payload_type, payload_revision, payload, metadata)
            SELECT gen_random_uuid(), gen_random_uuid(), 0, now(), 'PostArchived', '1', '{"postId":"by-hand"}', '{}'
            FROM generate_series(1, ?)
            """;

    private static final String REGISTRATIONS = """
            SELECT count(*)
            FROM pg_locks
            WHERE locktype = 'advisory'
                AND classid = 'domain_event_position_seq'::regclass
                AND objsubid = 2
                AND pid = pg_backend_pid()
            """;

    private static final String NOTIFY = "SELECT pg_notify(?, ?)";

    private static final String PROCESS = "SELECT pg_backend_pid()";

    private Sessions() {}

    static Connection begin(LogNode node) throws SQLException {
        Connection session = node.pool().getConnection();
        session.setAutoCommit(false);
        return session;
    }

    /** Plain inserts in one statement. */
    static void insert(Connection session, int events) throws SQLException {
        try (PreparedStatement insert = session.prepareStatement(INSERT)) {
            insert.setInt(1, events);
            insert.executeUpdate();
        }
    }

    /** A line as COPY reads it, of an event of its own. */
    static String copied() {
        return "%s\t%s\t0\t2026-01-01\tPostArchived\t1\t{\"postId\":\"by-hand\"}\t{}%n"
                .formatted(UUID.randomUUID(), UUID.randomUUID());
    }

    /** Tells everybody of these positions, in this order and at once. */
    static void announce(Connection session, String channel, long... positions) throws SQLException {
        try (PreparedStatement notify = session.prepareStatement(NOTIFY)) {
            for (long position : positions) {
                notify.setString(1, channel);
                notify.setString(2, Long.toString(position));
                notify.execute();
            }
        }
    }

    static void stall(Connection session, double seconds) throws SQLException {
        try (PreparedStatement stall = session.prepareStatement("SELECT pg_sleep(?)")) {
            stall.setDouble(1, seconds);
            stall.execute();
        }
    }

    /** How many locks the session's transaction holds as an appender. */
    static long registrations(Connection session) throws SQLException {
        return number(session, REGISTRATIONS);
    }

    static long process(Connection session) throws SQLException {
        return number(session, PROCESS);
    }

    private static long number(Connection session, String query) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
