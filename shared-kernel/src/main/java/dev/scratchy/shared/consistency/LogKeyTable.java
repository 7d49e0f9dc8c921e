package dev.scratchy.shared.consistency;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All SQL of the table {@code log_key}: the one row by which a log is told from every other. */
final class LogKeyTable {

    /** Each timeline but the first has a key of its own: positions of the one before may stand for other events in it. */
    private static final String KEY = """
            SELECT CASE number WHEN 1 THEN token_key ELSE token_key || convert_to(name, 'UTF8') END
            FROM log_key
            CROSS JOIN log_timeline
            ORDER BY number DESC
            LIMIT 1
            """;

    private final JdbcClient jdbc;

    LogKeyTable(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    byte[] key() {
        return jdbc.sql(KEY).query(byte[].class).single();
    }
}
