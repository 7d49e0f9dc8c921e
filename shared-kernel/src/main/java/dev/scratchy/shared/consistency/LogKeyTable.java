package dev.scratchy.shared.consistency;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All SQL of the table {@code log_key}: the one row by which a log is told from every other. */
final class LogKeyTable {

    private static final String KEY = "SELECT token_key FROM log_key";

    private final JdbcClient jdbc;

    LogKeyTable(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    byte[] key() {
        return jdbc.sql(KEY).query(byte[].class).single();
    }
}
