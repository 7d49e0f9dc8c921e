package dev.scratchy.shared.database;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The two histories of the database: {@code db/write} (event log and reservations, in the log's schema) and {@code db/read}
 * (views and tokens). They are apart because the first is the truth, and the second can be thrown away and folded anew.
 */
final class Migrations {

    private final Flyway write;
    private final Flyway read;

    Migrations(DataSource dataSource, String schema, String logSchema) {
        write = history(dataSource, logSchema, "classpath:db/write");
        read = history(dataSource, schema, "classpath:db/read");
    }

    /** Brings both schemas up to date. Safe to run on several nodes at once: Flyway takes a lock. */
    void apply() {
        try {
            write.migrate();
            read.migrate();
        } catch (FlywayException failed) {
            throw new CannotStart("The database cannot be migrated: " + oneLine(failed.getMessage()));
        }
    }

    /**
     * Compares what was applied with what this version brings.
     *
     * @param views whether those of the views count, which the command side's role does not see
     * @throws CannotStart when a migration is missing, was changed after it was applied, or failed half-way
     */
    void check(boolean views) {
        check(write);
        if (views) {
            check(read);
        }
    }

    private static void check(Flyway history) {
        ValidateResult result = validated(history);
        if (!result.validationSuccessful) {
            throw new CannotStart("The database's schema "
                    + history.getConfiguration().getDefaultSchema() + " does not fit this version ("
                    + why(result) + "): run the launcher with the argument migrate.");
        }
    }

    private static ValidateResult validated(Flyway history) {
        try {
            return history.validateWithResult();
        } catch (FlywayException failed) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(failed);
            throw new CannotStart("The database's schema "
                    + history.getConfiguration().getDefaultSchema() + " cannot be compared with this version ("
                    + oneLine(cause.getMessage())
                    + "): run the launcher with the argument migrate, and with the roles of both sides.");
        }
    }

    private static String why(ValidateResult result) {
        // A schema that is not there at all is an error of its own, in another place than those of migrations.
        String migrations = oneLine(result.getAllErrorMessages());
        return migrations.isEmpty() && result.errorDetails != null
                ? oneLine(result.errorDetails.errorMessage)
                : migrations;
    }

    private static Flyway history(DataSource dataSource, String schema, String location) {
        return Flyway.configure()
                .dataSource(dataSource)
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(true)
                .locations(location)
                .cleanDisabled(true)
                .validateMigrationNaming(true)
                .failOnMissingLocations(true)
                // A migration may take as long as it takes, and waits for another node's.
                .initSql("SET statement_timeout = 0; SET lock_timeout = 0")
                // Its lock would be an idle transaction for as long as a migration takes, and those are ended.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\s+", " ");
    }
}
