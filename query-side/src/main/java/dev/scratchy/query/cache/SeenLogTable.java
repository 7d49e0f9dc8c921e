package dev.scratchy.query.cache;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL that tells whether the log is the one that the answers in Redis are of: of a log that was restored to an earlier moment
 * they may hold what is gone, and the database, restored as a whole, does not know. So Redis is told what the log's end is, from
 * time to time. It is also told PostgreSQL's own timeline, which ends with each restore to a point in time and each failover.
 */
class SeenLogTable {

    private static final String END = """
            SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
                left(pg_walfile_name(pg_current_wal_insert_lsn()), 8), (SELECT max(number) FROM log_timeline)) AS era,
                coalesce((SELECT event_id FROM domain_event ORDER BY position DESC LIMIT 1), '') AS event
            """;

    private static final String HAS = "SELECT position FROM domain_event WHERE event_id = :event";

    private final JdbcClient jdbc;

    SeenLogTable(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** The end of the log. */
    record End(String era, String event) {

        static End of(String stored) {
            int event = stored.lastIndexOf('/');
            return new End(stored.substring(0, Math.max(0, event)), stored.substring(event + 1));
        }

        @Override
        public String toString() {
            return era + "/" + event;
        }
    }

    End end() {
        return jdbc.sql(END)
                .query((row, number) -> new End(row.getString("era"), row.getString("event")))
                .single();
    }

    /** Whether what had that end is the beginning of this log, and nobody has restored anything since. */
    boolean continues(End seen) {
        return seen.era().equals(end().era()) && (seen.event().isEmpty() || has(seen.event()));
    }

    private boolean has(String event) {
        List<Long> found = jdbc.sql(HAS)
                .param("event", event)
                .query((row, number) -> row.getLong(1))
                .list();
        return !found.isEmpty();
    }
}
