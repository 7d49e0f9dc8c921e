package dev.scratchy.query.projecting;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Who may write a view: any number of batches, or somebody alone. Held until the end of the transaction; the tables of the
 * view and its letters are changed by nobody who does not hold it.
 */
@Component
public class ProjectionLock {

    /**
     * Without a limit of time, because a batch that is given up would be tried again for ever: to a million followers one
     * event is a million rows.
     */
    private static final String SHARED = """
            SELECT set_config('statement_timeout', '0', true),
                pg_advisory_xact_lock_shared(hashtextextended(current_schema() || '.' || ?, 0))
            """;

    private static final String ALONE =
            "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || ?, 0))";

    private static final String IN_TURN =
            "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || ? || '.segments', 0))";

    private final JdbcTemplate jdbc;

    ProjectionLock(DataSource database) {
        jdbc = new JdbcTemplate(database);
    }

    /** Beside other batches, and not while a replay puts other tables in the place of the view's, which takes milliseconds. */
    void beginBatch(String projection) {
        jdbc.query(SHARED, row -> {}, projection);
    }

    /** After all other segments of the projection that write, and before those that come later. */
    void writeInTurn(String projection) {
        jdbc.query(IN_TURN, row -> {}, projection);
    }

    /** Waits for the batch that is being written, and has the next one wait. */
    public void alone(String projection) {
        jdbc.query(ALONE, row -> {}, projection);
    }
}
