package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.eventlog.Mark;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Every transaction that appends is known as an appender as long as it lasts, whoever writes and however. */
class RegistrationIT {

    private static final String SCHEMA = "registration";
    private static final LogNode NODE = LogNode.on(SCHEMA);

    private Connection session;

    @BeforeEach
    void begin() throws SQLException {
        session = Sessions.begin(NODE);
    }

    @AfterEach
    void end() throws SQLException {
        session.rollback();
        session.close();
    }

    @AfterAll
    static void leave_nothing() {
        NODE.closeAndDrop(SCHEMA);
    }

    @Test
    void a_plain_insert_registers() throws SQLException {
        assertThat(Sessions.registrations(session)).isZero();

        Sessions.insert(session, 1);

        assertThat(Sessions.registrations(session)).isOne();
        assertMarkIsHeld();
    }

    @Test
    void a_copy_registers() throws Exception {
        String copy =
                "COPY domain_event (event_id, aggregate_id, sequence_number, recorded_at, payload_type, payload_revision, payload, metadata) FROM STDIN";

        session.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(copy, new StringReader(Sessions.copied() + Sessions.copied()));

        assertThat(Sessions.registrations(session)).isOne();
        assertMarkIsHeld();
    }

    @Test
    void an_append_through_the_engine_registers() {
        var before = NODE.engine().mark();
        NODE.append(
                LogNode.events("through-the-engine", 3),
                transaction -> {},
                transaction -> assertThat(NODE.engine().mark().position()).isEqualTo(before.head()));

        assertThat(NODE.engine().mark().position()).isEqualTo(before.head() + 3);
    }

    @Test
    void ten_thousand_inserts_in_one_transaction_hold_one_lock() throws SQLException {
        try (var begun = Sessions.begin(NODE)) {
            for (int n = 0; n < 10_000; n++) {
                Sessions.insert(session, 1);
                if (n % 1_000 == 0) {
                    // Others append in between, so that another registration would be another lock.
                    Sessions.insert(begun, 1);
                    begun.commit();
                }
            }
        }

        assertThat(Sessions.registrations(session)).isOne();
        assertMarkIsHeld();
    }

    @Test
    void after_a_rollback_to_a_savepoint_the_next_insert_registers_again() throws SQLException {
        Savepoint savepoint = session.setSavepoint();
        Sessions.insert(session, 1);
        session.rollback(savepoint);
        assertThat(Sessions.registrations(session)).isZero();

        Sessions.insert(session, 1);

        assertThat(Sessions.registrations(session)).isOne();
        assertMarkIsHeld();
    }

    @Test
    void a_registration_before_a_savepoint_outlives_the_rollback_to_it() throws SQLException {
        Sessions.insert(session, 1);
        Savepoint savepoint = session.setSavepoint();
        Sessions.insert(session, 1);
        session.rollback(savepoint);

        Sessions.insert(session, 1);

        assertThat(Sessions.registrations(session)).isOne();
        assertMarkIsHeld();
    }

    @Test
    void a_registration_in_a_savepoint_that_is_released_lasts_to_the_end_of_the_transaction() throws SQLException {
        Savepoint savepoint = session.setSavepoint();
        Sessions.insert(session, 1);
        session.releaseSavepoint(savepoint);

        assertThat(Sessions.registrations(session)).isOne();
        Sessions.insert(session, 1);
        assertThat(Sessions.registrations(session)).isOne();
    }

    @Test
    void every_transaction_of_a_connection_registers_anew() throws SQLException {
        for (int transaction = 0; transaction < 3; transaction++) {
            Sessions.insert(session, 1);
            assertThat(Sessions.registrations(session)).isOne();
            assertMarkIsHeld();

            session.commit();
            assertThat(Sessions.registrations(session)).isZero();
            session.commit();
        }
        Sessions.insert(session, 1);
        session.rollback();

        Sessions.insert(session, 1);

        assertThat(Sessions.registrations(session)).isOne();
    }

    /** As far as everybody else is concerned. */
    private void assertMarkIsHeld() throws SQLException {
        Mark mark = NODE.engine().mark();
        assertThat(mark.position()).isLessThan(mark.head());
        assertThat(mark.heldBy()).isEqualTo((int) Sessions.process(session));
    }
}
