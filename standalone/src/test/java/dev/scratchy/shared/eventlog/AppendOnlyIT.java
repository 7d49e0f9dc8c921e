package dev.scratchy.shared.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.Http;
import dev.scratchy.journeys.Names;
import dev.scratchy.journeys.RunningSystem;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application can add to the log, and PostgreSQL lets it do nothing else with it. */
class AppendOnlyIT {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);
    private String postId = "";

    @BeforeEach
    void an_event() {
        Http author = RunningSystem.http().as(Names.unique("author"), "author");
        postId = author.post("/api/v1/posts", Map.of("title", "Indelible")).text("id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE domain_event SET payload = '{}'",
                "UPDATE domain_event SET recorded_at = now() WHERE FALSE",
                "DELETE FROM domain_event",
                "DELETE FROM domain_event WHERE FALSE",
                "TRUNCATE domain_event",
                "TRUNCATE domain_event, snapshot RESTART IDENTITY CASCADE",
                """
                INSERT INTO domain_event (event_id, aggregate_id, sequence_number, recorded_at, payload_type, payload, metadata)
                SELECT event_id, aggregate_id, sequence_number, recorded_at, payload_type, payload, metadata FROM domain_event
                ON CONFLICT (event_id) DO UPDATE SET payload = '{}'
                """,
                """
                MERGE INTO domain_event AS e USING domain_event AS same ON e.event_id = same.event_id
                WHEN MATCHED THEN DELETE
                """
            })
    void what_is_in_the_log_can_neither_be_changed_nor_taken_out(String statement) {
        List<Map<String, @Nullable Object>> before = events();

        assertThatThrownBy(() -> jdbc.sql(statement).update())
                .rootCause()
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo(INSUFFICIENT_PRIVILEGE);

        assertThat(before).isNotEmpty().isEqualTo(events());
    }

    @Test
    void what_happens_is_added_and_can_be_read() {
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("payload_type", "PostCreated")
                        .containsEntry("sequence_number", 0L));
    }

    @Test
    void the_role_is_not_one_that_privileges_do_not_bind() {
        assertThat(jdbc.sql("""
                        SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
                        FROM pg_roles
                        WHERE rolname = session_user
                        """).query().singleRow())
                .hasSize(5)
                .allSatisfy((attribute, held) -> assertThat(held).isEqualTo(false));
        assertThat(jdbc.sql("SELECT count(*) FROM pg_auth_members WHERE member = CAST(session_user AS regrole)")
                        .query(Long.class)
                        .single())
                .as("roles that it could become")
                .isZero();
    }

    private List<Map<String, @Nullable Object>> events() {
        return jdbc.sql("SELECT position, sequence_number, payload_type, CAST(payload AS text) FROM domain_event"
                        + " WHERE aggregate_id = :post")
                .param("post", postId)
                .query()
                .listOfRows();
    }
}
