package dev.scratchy.shared.web;

import dev.scratchy.shared.problem.ProblemCode;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * What a failure of PostgreSQL means to a client, by SQLSTATE (https://www.postgresql.org/docs/18/errcodes-appendix.html).
 * Only the code is looked at: a message of PostgreSQL or pgjdbc may quote SQL and rows.
 */
public final class DatabaseProblems {

    private static final String MISSING_REFERENCE = "23503";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DISK_FULL = "53100";

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private static final Set<String> OF_THE_DATA = Set.of("22", "23", "21", "P0", "54");

    private DatabaseProblems() {}

    /** Whether a row was to be written that names another which is not there. */
    public static boolean isMissingReference(Throwable failure) {
        return MISSING_REFERENCE.equals(stateOf(failure));
    }

    /** Whether a transaction met another one and may be tried again: a serialisation failure or a deadlock. */
    public static boolean isConflict(Throwable failure) {
        String state = stateOf(failure);
        return state != null && CONFLICTS.contains(state);
    }

    /** Whether a lock was not had in time. */
    public static boolean isLockTimeout(Throwable failure) {
        return LOCK_NOT_AVAILABLE.equals(stateOf(failure));
    }

    /** Whether the same may be possible in a moment; not when the disk is full, which does not pass by itself. */
    public static boolean isTemporary(Throwable failure) {
        return codeOf(failure) == ProblemCode.UNAVAILABLE && !DISK_FULL.equals(stateOf(failure));
    }

    /** Whether it comes from the database at all. */
    public static boolean isOfTheDatabase(Throwable failure) {
        return codeOf(failure) != null;
    }

    /**
     * Whether it lies with what was to be written, and not with the database or its tables: data that a column cannot hold, a
     * constraint, two rows for one, what a trigger raises, or more than an index takes.
     */
    public static boolean isOfTheData(Throwable failure) {
        String state = stateOf(failure);
        return state != null && OF_THE_DATA.contains(state.substring(0, 2));
    }

    /** {@code null} when the failure does not come from the database. */
    static @Nullable ProblemCode codeOf(Throwable failure) {
        String state = stateOf(failure);
        if (state != null) {
            return codeOf(state);
        }
        return failure instanceof CannotCreateTransactionException
                        || failure instanceof DataAccessResourceFailureException
                        || isOfTheEnd(failure)
                ? ProblemCode.UNAVAILABLE
                : null;
    }

    /**
     * Whether a transaction could not even be ended, for which there is no state: when a commit fails because the server ends, the
     * rollback that follows fails on the connection that the pool has closed by then, and takes the first failure's place.
     */
    private static boolean isOfTheEnd(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransactionSystemException && cause.getCause() instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String stateOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().length() == 5) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    private static ProblemCode codeOf(String sqlState) {
        return switch (sqlState) {
            case "23505" -> ProblemCode.DUPLICATE_ENTRY;
            case MISSING_REFERENCE, "23514" -> ProblemCode.VALIDATION_FAILED;
            case "23502" -> ProblemCode.MALFORMED_REQUEST;
            // Serialisation failure and deadlock, retried before they get here; a lock not had in time;
            // a server that is read-only, as after a failover that this process has not noticed yet.
            case "40001", "40P01", LOCK_NOT_AVAILABLE, "25006" -> ProblemCode.UNAVAILABLE;
            default ->
                switch (sqlState.substring(0, 2)) {
                    // Data that a column cannot hold; validation is there to see to it first.
                    case "22" -> ProblemCode.VALIDATION_FAILED;
                    // Connection, resources (disk, memory, connections), operator (shutdown, timeout), system (I/O).
                    case "08", "53", "57", "58" -> ProblemCode.UNAVAILABLE;
                    default -> ProblemCode.INTERNAL_ERROR;
                };
        };
    }
}
