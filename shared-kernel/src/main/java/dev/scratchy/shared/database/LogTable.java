package dev.scratchy.shared.database;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the table of the event log whether it is append-only for whom this process connects as. */
final class LogTable {

    private static final Logger log = LoggerFactory.getLogger("dev.scratchy.start");

    /** A superuser holds every privilege. Any of the three is enough. */
    private static final String RIGHTS = """
            SELECT current_user AS role, CAST(current_setting('is_superuser') AS boolean) AS superuser,
                has_table_privilege('domain_event', 'UPDATE, DELETE, TRUNCATE') AS changes
            """;

    /** Without it PostgreSQL says that the log is empty, and nobody would notice that either. */
    private static final String SIGHT = """
            SELECT has_table_privilege('domain_event', 'SELECT')
                AND has_sequence_privilege('domain_event_position_seq', 'SELECT, USAGE')
            """;

    private final JdbcClient jdbc;

    private record Rights(String role, boolean superuser, boolean changes) {}

    LogTable(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Asks whether this process sees the log and its end.
     *
     * @throws CannotStart when it does not
     */
    void requireSight() {
        if (!jdbc.sql(SIGHT).query((row, number) -> row.getBoolean(1)).single()) {
            throw new CannotStart("The database's role may not read the event log: run the launcher with the argument"
                    + " migrate, as the owner, with DATABASE_COMMAND_ROLE and DATABASE_QUERY_ROLE.");
        }
    }

    /** Says so in the log, in one line, when it is not: everything works, so nobody would notice. */
    void warnUnlessAppendOnly() {
        Rights rights = jdbc.sql(RIGHTS)
                .query((row, number) ->
                        new Rights(row.getString("role"), row.getBoolean("superuser"), row.getBoolean("changes")))
                .single();
        if (rights.superuser()) {
            log.warn(
                    "Connected as {}, a superuser, whom no privilege keeps from changing the event log:"
                            + " give DATABASE_URL a role that is none.",
                    rights.role());
        } else if (rights.changes()) {
            log.warn(
                    "The role {} may change the event log, which is to be append-only:"
                            + " revoke UPDATE, DELETE and TRUNCATE on the table domain_event.",
                    rights.role());
        }
    }
}
