package dev.scratchy.shared.web;

import static dev.scratchy.shared.problem.ProblemCode.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.problem.ProblemCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseProblemsTest {

    @ParameterizedTest
    @CsvSource({
        "23505, DUPLICATE_ENTRY",
        "23503, VALIDATION_FAILED",
        "23514, VALIDATION_FAILED",
        "23502, MALFORMED_REQUEST",
        "40001, UNAVAILABLE",
        "40P01, UNAVAILABLE",
        "08000, UNAVAILABLE",
        "08006, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "57P01, UNAVAILABLE",
        "58030, UNAVAILABLE",
        "42P01, INTERNAL_ERROR",
        "22021, VALIDATION_FAILED",
        "XX000, INTERNAL_ERROR"
    })
    void a_state_of_postgresql_means_this_to_a_client(String sqlState, ProblemCode code) {
        var failure = new SQLException("INSERT INTO secret", sqlState);

        assertThat(DatabaseProblems.codeOf(failure)).isEqualTo(code);
        assertThat(DatabaseProblems.codeOf(new DataIntegrityViolationException("wrapped", failure)))
                .isEqualTo(code);
        assertThat(DatabaseProblems.codeOf(new IllegalStateException(new RuntimeException(failure))))
                .isEqualTo(code);
    }

    @Test
    void a_pool_without_a_connection_is_unavailable() {
        var exhausted = new SQLTransientConnectionException("scratchy - Connection is not available");

        assertThat(DatabaseProblems.codeOf(new CannotGetJdbcConnectionException("no", exhausted)))
                .isEqualTo(UNAVAILABLE);
        assertThat(DatabaseProblems.codeOf(new CannotCreateTransactionException("no", exhausted)))
                .isEqualTo(UNAVAILABLE);
    }

    @Test
    void a_rollback_on_a_connection_that_the_pool_has_closed_is_unavailable() {
        assertThat(DatabaseProblems.codeOf(new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("Connection is closed"))))
                .isEqualTo(UNAVAILABLE);
        assertThat(DatabaseProblems.codeOf(new TransactionSystemException("of something else")))
                .isNull();
    }

    @Test
    void the_pools_failure_gives_way_to_the_state_behind_it() {
        var exhausted = new SQLTransientConnectionException(
                "scratchy - Connection is not available", null, new SQLException("starting", "57P03"));

        assertThat(DatabaseProblems.codeOf(exhausted)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void a_serialisation_failure_and_a_deadlock_are_conflicts_and_nothing_else_is() {
        for (String state : new String[] {"40001", "40P01"}) {
            assertThat(DatabaseProblems.isConflict(new IllegalStateException(new SQLException("x", state))))
                    .isTrue();
        }
        for (String state : new String[] {"40002", "23505", "55P03", "57P01"}) {
            assertThat(DatabaseProblems.isConflict(new SQLException("x", state)))
                    .isFalse();
        }
        assertThat(DatabaseProblems.isConflict(new IllegalStateException("x"))).isFalse();
    }

    @Test
    void what_does_not_come_from_the_database_is_not_judged() {
        assertThat(DatabaseProblems.codeOf(new IllegalStateException("x"))).isNull();
        assertThat(DatabaseProblems.codeOf(new SQLException("no state"))).isNull();
    }
}
