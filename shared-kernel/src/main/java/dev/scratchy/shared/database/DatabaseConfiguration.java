package dev.scratchy.shared.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

/** The pool; public because migrating needs this and nothing else. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseConfiguration {

    private static final int MINIMUM_IDLE = 10;

    /** Also: a transaction that appended and hangs would keep every projection of every node waiting, for ever. */
    private static final String SETTINGS =
            "SET plan_cache_mode = force_custom_plan; SET idle_in_transaction_session_timeout = '30s'";

    private static final long IDLE_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final long CONNECT_SECONDS = 10;

    /**
     * The pool, reached and migrated (or checked): nothing that needs the database exists before.
     *
     * @throws CannotStart when PostgreSQL does not answer {@code SELECT 1} or the migrations will not do
     */
    @Bean
    HikariDataSource dataSource(DatabaseProperties properties) {
        HikariDataSource pool = reached(properties);
        try {
            var migrations = new Migrations(pool, properties.schema(), properties.logSchema());
            if (properties.migrate()) {
                migrations.apply();
                if (properties.roles().areApart()) {
                    new RoleTable(pool).grant(properties.roles(), properties.schema(), properties.logSchema());
                }
            } else {
                migrations.check(properties.views());
            }
            // Those that migrated have lost their limits.
            pool.getHikariPoolMXBean().softEvictConnections();
            var log = new LogTable(pool);
            log.requireSight();
            log.warnUnlessAppendOnly();
            return pool;
        } catch (RuntimeException unfit) {
            pool.close();
            throw unfit;
        }
    }

    @Bean
    OwnConnections ownConnections(HikariDataSource dataSource, DatabaseProperties properties) {
        return new OwnConnections(dataSource, properties.logSchema());
    }

    @Bean
    NodeName nodeName() {
        return new NodeName();
    }

    private static HikariDataSource reached(DatabaseProperties properties) {
        DatabaseUrl url = DatabaseUrl.parse(properties.url()).with(properties.username(), properties.password());
        try {
            return new HikariDataSource(settings(properties, url));
        } catch (PoolInitializationException unreachable) {
            String cause =
                    NestedExceptionUtils.getMostSpecificCause(unreachable).getMessage();
            throw new CannotStart("PostgreSQL cannot be reached at " + url.place() + " (" + cause
                    + "): start it, or set DATABASE_URL"
                    + (url.verified() ? ", its sslmode and its sslrootcert." : "."));
        }
    }

    private static HikariConfig settings(DatabaseProperties properties, DatabaseUrl url) {
        var pool = new HikariConfig();
        pool.setPoolName("scratchy");
        pool.setJdbcUrl(url.jdbcUrl());
        pool.setUsername(url.username());
        pool.setPassword(url.password());
        pool.setMaximumPoolSize(properties.maximumPoolSize());
        pool.setMinimumIdle(Math.min(MINIMUM_IDLE, properties.maximumPoolSize()));
        pool.setIdleTimeout(IDLE_MILLIS);
        pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
        // One try at start, in the open: the pool's own way of asking is the SELECT 1 that the guide wants.
        pool.setInitializationFailTimeout(1);
        pool.setConnectionTestQuery("SELECT 1");
        pool.addDataSourceProperty("currentSchema", properties.schema() + "," + properties.logSchema());
        pool.addDataSourceProperty("ApplicationName", "scratchy");
        // Every statement is prepared on the server from its first use; there are few, and all are constants. It is
        // planned
        // for each use: a plan that was kept would be one for any parameter, or for a table that was still empty.
        pool.addDataSourceProperty("prepareThreshold", "1");
        pool.setConnectionInitSql(SETTINGS + "; SET statement_timeout = "
                + properties.statementTimeout().toMillis() + "; SET lock_timeout = "
                + properties.lockTimeout().toMillis());
        pool.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("socketFactory", KeepAliveSocketFactory.class.getName());
        // Lets the server infer a text parameter's type, so Axon's text times fit timestamptz and its text payloads
        // json.
        pool.addDataSourceProperty("stringtype", "unspecified");
        // The details of an error quote the row, and a row may be somebody's draft.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        return pool;
    }
}
