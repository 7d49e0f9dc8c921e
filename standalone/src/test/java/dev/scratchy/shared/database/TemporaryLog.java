package dev.scratchy.shared.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.journeys.RunningSystem;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An event log in a schema of its own, on the PostgreSQL of the running system. */
public final class TemporaryLog implements AutoCloseable {

    private final HikariDataSource pool;
    private final String schema;

    private TemporaryLog(HikariDataSource pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** A new one, empty. */
    public static TemporaryLog create(String schema) {
        HikariDataSource running = RunningSystem.bean(HikariDataSource.class);
        var pool = new HikariDataSource();
        pool.setJdbcUrl(running.getJdbcUrl());
        pool.setUsername(running.getUsername());
        pool.setPassword(running.getPassword());
        pool.setMaximumPoolSize(8);
        running.getDataSourceProperties().forEach((key, value) -> pool.addDataSourceProperty((String) key, value));
        pool.addDataSourceProperty("currentSchema", schema + "," + schema + "_log");
        var log = new TemporaryLog(pool, schema);
        log.drop();
        new Migrations(pool, schema, schema + "_log").apply();
        return log;
    }

    /** Its connections. */
    public HikariDataSource pool() {
        return pool;
    }

    /** For statements, in the transaction that there is. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(pool);
    }

    /** Axon's way to the transactions of {@link #jdbc}. */
    public TransactionManager transactions() {
        return new SpringTransactionManager(new JdbcTransactionManager(pool));
    }

    /** Nothing is in it, as at first, and the next position is the first again; quicker than another one. */
    public void empty() {
        jdbc().execute("GRANT TRUNCATE ON domain_event TO CURRENT_USER");
        jdbc().execute("TRUNCATE domain_event, snapshot RESTART IDENTITY");
    }

    private void drop() {
        jdbc().execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        jdbc().execute("DROP SCHEMA IF EXISTS " + schema + "_log CASCADE");
    }

    @Override
    public void close() {
        drop();
        pool.close();
    }
}
