package dev.scratchy.shared.backup;

import dev.scratchy.shared.database.CannotStart;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All SQL that begins a new timeline of the log, and has everything made anew that is folded from it. */
final class HistoryResetTable {

    private static final String TIMELINE = "SELECT name FROM log_timeline ORDER BY number DESC LIMIT 1";

    private static final String NEW_TIMELINE = """
            INSERT INTO log_timeline (number, name, common_up_to)
            SELECT max(number) + 1, :name, :position
            FROM log_timeline
            """;

    private static final String IMPORT = "INSERT INTO log_import DEFAULT VALUES ON CONFLICT DO NOTHING";

    private static final String IMPORTED = "DELETE FROM log_import";

    /** As nodes see each other: one that was not seen for five seconds is not there. */
    private static final String RUNNING = """
            SELECT node
            FROM projection_node
            WHERE updated_at > clock_timestamp() - interval '5 seconds'
            ORDER BY node
            """;

    /** What is made anew is as large as it is. */
    private static final String TAKE_TIME = "SELECT set_config('statement_timeout', '0', true)";

    private static final String HIDE = """
            INSERT INTO view_rebuild (position)
            VALUES (:position)
            ON CONFLICT (one_row) DO UPDATE SET position = excluded.position
            """;

    private static final String END_CACHE = "INSERT INTO cache_invalidation (reference_names) VALUES ('{*}')";

    /** All tables of views, as projections name them to replays: a new one has to be named here, too. */
    static final String VIEWS = """
            TRUNCATE comment, comment_count, follow, follow_count, notification, notification_follower, notification_post, post,
                post_count, post_former_slug, post_search, post_tag, user_account
            """;

    /** Statements in this order. Decisions stay whose event is still there: what was discarded is not to come back. */
    private static final List<String> RESET = List.of(
            VIEWS,
            "DELETE FROM token_entry",
            "DELETE FROM dead_letter",
            """
            DELETE FROM dead_letter_decision AS d
            WHERE NOT EXISTS (
                SELECT
                FROM domain_event AS e
                WHERE e.position = d.position AND e.event_id = d.seen_event)
            """,
            """
            UPDATE replay
            SET state = 'failed', error = 'The log was restored.', finished_at = clock_timestamp()
            WHERE state = 'running'
            """,
            "DELETE FROM snapshot",
            "DELETE FROM comment_reservation",
            "DELETE FROM slug_reservation",
            "DELETE FROM username_reservation");

    private final JdbcClient jdbc;

    HistoryResetTable(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    /**
     * Nobody may be reading what is to be made anew; a command side, which reads no views, is not seen.
     *
     * @throws CannotStart when a query side runs
     */
    void demandStopped() {
        List<String> running =
                jdbc.sql(RUNNING).query((row, number) -> row.getString(1)).list();
        if (!running.isEmpty()) {
            throw new CannotStart("A query side runs on this database, or ran less than 5 s ago (" + running.getFirst()
                    + "): stop all processes first.");
        }
    }

    /** No statement of this transaction is ended for its length. */
    void takeTime() {
        jdbc.sql(TAKE_TIME).query(row -> {});
    }

    String timeline() {
        return jdbc.sql(TIMELINE).query((row, number) -> row.getString(1)).single();
    }

    /** From now on the log is another one than what anybody has seen behind a position. */
    void begin(long commonUpTo) {
        jdbc.sql(NEW_TIMELINE)
                .param("name", UUID.randomUUID().toString())
                .param("position", commonUpTo)
                .update();
        jdbc.sql(HIDE).param("position", commonUpTo).update();
        jdbc.sql(END_CACHE).update();
    }

    void importBegins() {
        jdbc.sql(IMPORT).update();
    }

    /** Whether one was under way. */
    boolean importEnds() {
        return jdbc.sql(IMPORTED).update() > 0;
    }

    void reset() {
        for (String sql : RESET) {
            jdbc.sql(sql).update();
        }
    }
}
