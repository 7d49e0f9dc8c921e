package dev.scratchy.shared.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections like those of the pool, but of their own, for who keeps one for as long as the process lives. */
public final class OwnConnections {

    private final HikariDataSource pool;
    private final String logSchema;

    OwnConnections(HikariDataSource pool, String logSchema) {
        this.pool = pool;
        this.logSchema = logSchema;
    }

    /**
     * A new connection, which the caller closes.
     *
     * @throws SQLException when PostgreSQL cannot be reached
     */
    public Connection open() throws SQLException {
        var properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        put(properties, "user", pool.getUsername());
        put(properties, "password", pool.getPassword());
        return DriverManager.getConnection(pool.getJdbcUrl(), properties);
    }

    private static void put(Properties properties, String key, String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }

    /** The schema of the event log. */
    public String logSchema() {
        return logSchema;
    }

    /** Has the pool's idle connections replaced now, and the others when they are given back: they are probably dead. */
    public void replacePooled() {
        HikariPoolMXBean running = pool.getHikariPoolMXBean();
        if (running != null) {
            running.softEvictConnections();
        }
    }
}
