package dev.scratchy.shared.database;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code scratchy.database.*}.
 *
 * @param url see {@link DatabaseUrl}
 * @param schema holds the views; the event log is in {@code <schema>_log}
 * @param maximumPoolSize connections of this process, at most
 * @param migrate whether migrations are applied at start; otherwise they are only checked
 * @param views whether this process uses the views, and so checks their migrations too
 * @param roles of the two sides; migrating grants them what they need
 * @param statementTimeout how long one statement may take; zero for as long as it likes
 * @param lockTimeout how long one statement waits for a lock; zero for as long as it takes
 * @param username for a JDBC URL that does not name one
 * @param password for a JDBC URL that does not name one
 */
@ConfigurationProperties("scratchy.database")
record DatabaseProperties(
        String url,
        String schema,
        int maximumPoolSize,
        boolean migrate,
        @DefaultValue("true") boolean views,
        @DefaultValue Roles roles,
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("10s") Duration lockTimeout,
        @Nullable String username,
        @Nullable String password) {

    /** PostgreSQL's names have at most 63 bytes; four are for the log's suffix. */
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,58}");

    DatabaseProperties {
        if (!SCHEMA.matcher(schema).matches() || schema.equals("public") || schema.startsWith("pg_")) {
            throw new CannotStart(
                    "DATABASE_SCHEMA must be a lower-case name of at most 59 letters, digits and _, other than public.");
        }
        if (statementTimeout.isNegative() || lockTimeout.isNegative()) {
            throw new CannotStart(
                    "scratchy.database.statement-timeout and .lock-timeout must be times such as 30s, or 0 for none.");
        }
    }

    String logSchema() {
        return schema + "_log";
    }
}
