package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.security.AccessRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What PostgreSQL's failures look like to a client, each made to happen. */
class DatabaseProblemsJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String FAILING = "/api/v1/failing/";

    /** A statement for each way to fail. */
    private static final Map<String, String> STATEMENTS = Map.ofEntries(
            Map.entry("duplicate", "INSERT INTO failing.secret (id, size) VALUES (1, 1)"),
            Map.entry("reference", "INSERT INTO failing.secret (id, size, parent) VALUES (2, 1, 77)"),
            Map.entry("null", "INSERT INTO failing.secret (id) VALUES (2)"),
            Map.entry("check", "INSERT INTO failing.secret (id, size) VALUES (2, -1)"),
            Map.entry("out-of-range", "INSERT INTO failing.secret (id, size) VALUES (2, 99999999999)"),
            Map.entry("serialization", raising("40001")),
            Map.entry("deadlock", raising("40P01")),
            Map.entry("lock", raising("55P03")),
            Map.entry("read-only", raising("25006")),
            Map.entry("disk-full", raising("53100")),
            Map.entry("shutdown", raising("57P01")),
            Map.entry("cut", "SELECT pg_terminate_backend(pg_backend_pid())"),
            Map.entry("fault", "SELECT secret FROM failing.nowhere"));

    private static Node node;

    private final Http ada = RunningSystem.http().as(Names.unique("ada"), "author");
    private final String title = Names.unique("Contested title");

    @BeforeAll
    static void make_a_table_to_fail_with() {
        node = Node.commandSide(List.of(FailingPath.class));
        sql("CREATE SCHEMA failing");
        sql("""
                CREATE TABLE failing.secret (
                    id     bigint  PRIMARY KEY,
                    size   integer NOT NULL CHECK (size > 0),
                    parent bigint  REFERENCES failing.secret
                )
                """);
        sql("INSERT INTO failing.secret (id, size) VALUES (1, 1)");
        sql("CREATE SEQUENCE failing.attempts");
    }

    @AfterAll
    static void take_it_away() {
        sql("DROP SCHEMA failing CASCADE");
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "duplicate,     409, DUPLICATE_ENTRY",
        "reference,     422, VALIDATION_FAILED",
        "null,          400, MALFORMED_REQUEST",
        "check,         422, VALIDATION_FAILED",
        "out-of-range,  422, VALIDATION_FAILED",
        "serialization, 503, UNAVAILABLE",
        "deadlock,      503, UNAVAILABLE",
        "lock,          503, UNAVAILABLE",
        "read-only,     503, UNAVAILABLE",
        "disk-full,     503, UNAVAILABLE",
        "shutdown,      503, UNAVAILABLE",
        "cut,           503, UNAVAILABLE",
        "fault,         500, INTERNAL_ERROR"
    })
    void a_failure_of_postgresql_is_this_problem(String way, int status, String code) {
        Answer answer = node.http(null).get(FAILING + way);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.header("retry-after")).isEqualTo(status == 503 ? "1" : "");
        assertThat(answer.raw().body())
                .doesNotContain("secret", "INSERT", "SELECT", "SQL", "Exception", "dev.scratchy");
    }

    @ParameterizedTest
    @CsvSource({
        "slug_reservation, 40001",
        "slug_reservation, 40P01",
        "domain_event,     40001",
        "domain_event,     40P01"
    })
    void a_command_that_meets_another_in_the_database_is_tried_again(String table, String sqlState) {
        try (var failing = new FailingInserts(table, sqlState, 2)) {
            assertThat(ada.post(POSTS, Map.of("title", title)).status()).isEqualTo(201);
            assertThat(failing.attempts()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"slug_reservation, 40001", "domain_event, 40P01"})
    void and_when_it_does_so_each_time_its_caller_may(String table, String sqlState) {
        try (var failing = new FailingInserts(table, sqlState, 1_000)) {
            Answer answer = ada.post(POSTS, Map.of("title", title));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("UNAVAILABLE");
            assertThat(answer.header("retry-after")).isEqualTo("1");
            assertThat(failing.attempts()).isEqualTo(5);
        }
    }

    @Test
    void what_would_fail_again_is_not_tried_again() {
        try (var failing = new FailingInserts("slug_reservation", "23514", 1_000)) {
            assertThat(ada.post(POSTS, Map.of("title", title)).status()).isEqualTo(422);
            assertThat(failing.attempts()).isEqualTo(1);
        }
    }

    /** As long as it is open, the first inserts of what this test class writes fail; a sequence counts them, since it is not rolled back. */
    private record FailingInserts(String table) implements AutoCloseable {

        private FailingInserts(String table, String sqlState, int times) {
            this(table);
            sql("ALTER SEQUENCE failing.attempts RESTART");
            sql("""
                    CREATE FUNCTION failing.conflict() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF NEW::text ILIKE '%%contested%%title%%' THEN
                            IF nextval('failing.attempts') <= %d THEN
                                RAISE EXCEPTION 'secret' USING ERRCODE = '%s';
                            END IF;
                        END IF;
                        RETURN NEW;
                    END $$
                    """.formatted(times, sqlState));
            sql("""
                    CREATE TRIGGER failing BEFORE INSERT ON app_log.%s
                    FOR EACH ROW EXECUTE FUNCTION failing.conflict()
                    """.formatted(table));
        }

        private long attempts() {
            return RunningSystem.bean(JdbcClient.class)
                    .sql("SELECT last_value FROM failing.attempts")
                    .query(Long.class)
                    .single();
        }

        @Override
        public void close() {
            sql("DROP TRIGGER failing ON app_log." + table);
            sql("DROP FUNCTION failing.conflict()");
        }
    }

    private static String raising(String sqlState) {
        return "DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '" + sqlState + "'; END $$";
    }

    private static void sql(String statement) {
        RunningSystem.bean(JdbcClient.class).sql(statement).update();
    }

    /** Runs the statement that the path names. */
    @Configuration(proxyBeanMethods = false)
    @RestController
    static class FailingPath {

        private final JdbcClient jdbc;

        FailingPath(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @GetMapping(FAILING + "{way}")
        String fail(@PathVariable String way) {
            String statement = STATEMENTS.getOrDefault(way, "");
            if (statement.startsWith("SELECT")) {
                return jdbc.sql(statement).query(String.class).single();
            }
            jdbc.sql(statement).update();
            return "";
        }

        @Bean
        static AccessRules failingRules() {
            return requests -> requests.requestMatchers(FAILING + "**").permitAll();
        }
    }
}
