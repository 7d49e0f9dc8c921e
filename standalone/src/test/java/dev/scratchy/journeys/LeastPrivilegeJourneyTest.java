package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.backup.LogCommands;
import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.database.DatabaseConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Both sides as two roles that own no log, in a database that one role had made for itself before. */
@ExtendWith(OutputCaptureExtension.class)
class LeastPrivilegeJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String ADMIN = "/api/v1/admin";
    private static final String DATABASE = "least_privilege";
    private static final String OWNER = "scratchy";
    private static final String COMMAND = "scratchy_command";
    private static final String QUERY = "scratchy_query";
    private static final String REFUSED = "42501";
    private static final Duration LATEST = Duration.ofSeconds(30);

    private static TwoSides sides;

    @BeforeAll
    static void migrate_as_one_role_and_then_for_two() throws SQLException, IOException {
        run("postgres", "postgres", "CREATE DATABASE " + DATABASE);
        String roles = Files.readString(Path.of("../ops/postgresql/roles.sql"));
        run(DATABASE, "postgres", roles);
        // As often as one likes.
        run(DATABASE, "postgres", roles);
        migrate();
        migrate("--DATABASE_COMMAND_ROLE=" + COMMAND, "--DATABASE_QUERY_ROLE=" + QUERY);
        sides = TwoSides.start(servers(COMMAND), servers(QUERY));
    }

    @AfterAll
    static void remove() throws SQLException {
        if (sides != null) {
            sides.close();
        }
        run("postgres", "postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        run("postgres", "postgres", "DROP ROLE IF EXISTS " + COMMAND + ", " + QUERY);
    }

    @Test
    void every_command_and_every_query_works() {
        String adaId = sides.registered(Names.unique("ada"));
        String bobId = sides.registered(Names.unique("bob"));
        Http ada = sides.command(adaId, "author");
        Http bob = sides.command(bobId, "author");
        assertThat(bob.patch("/api/v1/users/" + bobId, Map.of("bio", "Bob", "username", Names.unique("robert")))
                        .status())
                .isEqualTo(200);
        assertThat(bob.put("/api/v1/users/" + adaId + "/follow", null).status()).isEqualTo(200);

        String key = "\"once\"";
        Http.Answer first = ada.post(POSTS, Map.of("title", "Once"), "idempotency-key", key);
        Http.Answer again = ada.post(POSTS, Map.of("title", "Once"), "idempotency-key", key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        String post = POSTS + "/" + first.text("id");
        assertThat(ada.put(POSTS + "/by-slug/upserted", Map.of("title", "Upserted"))
                        .status())
                .isEqualTo(201);
        for (int n = 0; n < 105; n++) {
            assertThat(ada.patch(post, Map.of("title", "Title " + n)).status()).isEqualTo(200);
        }
        // Made beside the commands.
        Eventually.see(() ->
                assertThat(rows(OWNER, "SELECT count(*) FROM app_log.snapshot")).isEqualTo(1));
        assertThat(ada.post(post + "/publish", null).status()).isEqualTo(200);
        Http.Answer comment = bob.post(post + "/comments", Map.of("content", "First"));
        assertThat(comment.status()).isEqualTo(201);
        String path = "/api/v1/comments/" + comment.text("id");
        Http.Answer edited = bob.patch(path, Map.of("content", "Edited"));
        assertThat(edited.status()).isEqualTo(200);

        Http reader = sides.query(bobId, "author");
        Http.Answer read =
                reader.get(path, "consistency-token", edited.header("consistency-token"), "prefer", "wait=10");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("content")).isEqualTo("Edited");
        Eventually.see(() -> assertThat(
                        reader.get("/api/v1/search?q=title%20104").data().size())
                .isEqualTo(1));
        Eventually.see(() ->
                assertThat(reader.get("/api/v1/me/notifications").data().size()).isEqualTo(1));
        String notification =
                reader.get("/api/v1/me/notifications").data().path(0).path("id").asString();
        assertThat(bob.post("/api/v1/notifications/" + notification + "/read", null)
                        .status())
                .isEqualTo(200);
        assertThat(bob.post("/api/v1/notifications/read-all", null).status()).isIn(200, 204);
        Eventually.see(() -> {
            reader.get(post);
            assertThat(root().get(ADMIN + "/cache").raw().body()).contains("\"breaker\":\"closed\"");
        });
        assertThat(root().get(ADMIN + "/events?limit=5").data().size()).isEqualTo(5);

        assertThat(bob.delete(path).status()).isIn(200, 204);
        assertThat(ada.post(post + "/unpublish", null).status()).isEqualTo(200);
        assertThat(ada.post(post + "/archive", null).status()).isEqualTo(200);
        assertThat(ada.delete(post).status()).isIn(200, 204);
        assertThat(ada.delete("/api/v1/users/" + adaId).status()).isIn(200, 204);
        assertThat(rows(OWNER, "SELECT count(*) FROM app_log.slug_reservation WHERE author_id = '" + adaId + "'"))
                .isZero();
        Eventually.caughtUp(root());
        assertThat(reader.get("/api/v1/users/" + adaId).status()).isEqualTo(404);
        assertThat(reader.get("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void every_projection_is_replayed_and_verified_and_divided() {
        String author = sides.registered(Names.unique("carol"));
        sides.command(author, "author").published("Replayed");
        Eventually.caughtUp(root());
        for (JsonNode projection : root().get(ADMIN + "/projections").data().values()) {
            String path = ADMIN + "/projections/" + projection.path("name").asString();
            Eventually.completed(root(), root().post(path + "/replay", null).header("location"));
            String verification =
                    root().post(path + "/replay?mode=verify", null).header("location");
            Eventually.completed(root(), verification);
            assertThat(root().get(verification).data().path("differences")).isEmpty();
        }
        assertThat(root().post(ADMIN + "/projections/posts/split", null).status())
                .isEqualTo(202);
        Eventually.allRun(root());
        assertThat(root().post(ADMIN + "/projections/posts/pause", null).status())
                .isIn(200, 202);
        assertThat(root().post(ADMIN + "/projections/posts/resume", null).status())
                .isIn(200, 202);
        Eventually.allRun(root());
    }

    @Test
    void a_dead_letter_waits_and_is_tried_again() throws SQLException {
        Http author = sides.command(sides.registered(Names.unique("dave")), "author");
        Eventually.caughtUp(root());
        run(DATABASE, QUERY, "ALTER TABLE app.post ADD CONSTRAINT fault CHECK (title <> 'Unwritable') NOT VALID");
        author.draft("Unwritable");
        Eventually.see(LATEST, () -> assertThat(letters()).isEqualTo(1));

        run(DATABASE, QUERY, "ALTER TABLE app.post DROP CONSTRAINT fault");
        assertThat(root().post(ADMIN + "/dead-letters/retry?projection=posts", null)
                        .data()
                        .path("retried")
                        .asInt())
                .isEqualTo(1);
        assertThat(letters()).isZero();
    }

    private static Http root() {
        return sides.query("01J0000000000000000000ROOT", "admin");
    }

    private static int letters() {
        return root().get(ADMIN + "/dead-letters").data().size();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scratchy_command | SELECT * FROM app.post
            scratchy_command | INSERT INTO app.comment_count VALUES ('p', 1)
            scratchy_command | UPDATE app.projection_setting SET paused = TRUE
            scratchy_command | DELETE FROM app.token_entry
            scratchy_command | CREATE TABLE app.mine ()
            scratchy_command | CREATE TABLE app_log.mine ()
            scratchy_command | CREATE TABLE public.mine ()
            scratchy_command | CREATE SCHEMA mine
            scratchy_command | UPDATE app_log.domain_event SET payload = '{}'
            scratchy_command | DELETE FROM app_log.domain_event
            scratchy_command | TRUNCATE app_log.domain_event
            scratchy_command | ALTER TABLE app_log.domain_event DISABLE TRIGGER register_append
            scratchy_command | SELECT setval('app_log.domain_event_position_seq', 1)
            scratchy_command | UPDATE app_log.log_key SET token_key = ''
            scratchy_command | DELETE FROM app_log.snapshot
            scratchy_command | UPDATE app_log.flyway_schema_history SET success = FALSE
            scratchy_command | SET ROLE scratchy_query
            scratchy_query   | INSERT INTO app_log.domain_event (event_id) VALUES ('e')
            scratchy_query   | UPDATE app_log.domain_event SET payload = '{}'
            scratchy_query   | DELETE FROM app_log.domain_event
            scratchy_query   | SELECT setval('app_log.domain_event_position_seq', 1)
            scratchy_query   | SELECT nextval('app_log.domain_event_position_seq')
            scratchy_query   | SELECT * FROM app_log.idempotency_record
            scratchy_query   | SELECT * FROM app_log.snapshot
            scratchy_query   | SELECT * FROM app_log.username_reservation
            scratchy_query   | CREATE TABLE app_log.mine ()
            scratchy_query   | UPDATE app.flyway_schema_history SET success = FALSE
            scratchy_query   | CREATE SCHEMA mine
            scratchy_query   | SET ROLE scratchy
            scratchy         | UPDATE app_log.domain_event SET payload = '{}'
            """)
    void what_a_side_does_not_do_is_refused(String role, String statement) {
        assertThatThrownBy(() -> run(DATABASE, role, statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo(REFUSED));
    }

    @Test
    void what_a_side_does_rarely_is_allowed() throws SQLException {
        run(DATABASE, COMMAND, "DELETE FROM app_log.idempotency_record WHERE FALSE");
        run(DATABASE, QUERY, "SELECT * FROM app_log.log_mark()");
    }

    /** A table that a later migration makes is nobody's until it is thought of. */
    @Test
    void every_table_of_the_log_is_somebodys() {
        assertThat(rows(OWNER, """
                        SELECT count(*)
                        FROM pg_class
                        WHERE relnamespace = CAST('app_log' AS regnamespace) AND relkind = 'r'
                            AND NOT has_table_privilege('scratchy_command', oid, 'SELECT')
                            AND NOT has_table_privilege('scratchy_query', oid, 'SELECT')
                        """)).isZero();
    }

    @Test
    void migrating_again_changes_nothing_and_with_the_sides_running_disturbs_nobody() {
        String before = privileges();
        migrate("--DATABASE_COMMAND_ROLE=" + COMMAND, "--DATABASE_QUERY_ROLE=" + QUERY);
        assertThat(privileges()).isEqualTo(before).contains("scratchy_command=ar/scratchy");

        run("GRANT DELETE ON app_log.domain_event TO scratchy_command");
        migrate("--DATABASE_COMMAND_ROLE=" + COMMAND, "--DATABASE_QUERY_ROLE=" + QUERY);
        assertThat(privileges()).isEqualTo(before);
    }

    @Test
    void neither_side_is_warned_of_a_log_that_it_could_change(CapturedOutput output) {
        start(COMMAND, "scratchy,command-side");
        start(QUERY, "scratchy,query-side");

        assertThat(output.getOut()).doesNotContain("dev.scratchy.start");
    }

    @Test
    void the_query_side_does_not_start_as_the_command_sides_role() {
        assertThatThrownBy(() -> start(COMMAND, "scratchy,query-side"))
                .rootCause()
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("The database's schema app cannot be compared")
                .hasMessageContaining("permission denied")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody's, scratchy_query, there is no role \"nobody's\"",
        "'x\"; DROP TABLE app.post', scratchy_query, there is no role",
        "scratchy_command, scratchy, 'the role scratchy may do whatever scratchy may, who owns the log'",
        "postgres, scratchy_query, the role postgres may do whatever scratchy may",
        "scratchy_query, scratchy_query, who owns the views",
        "scratchy_query, scratchy_command, 'GRANT scratchy_command TO scratchy WITH INHERIT TRUE, SET TRUE'",
        "scratchy_command, '', DATABASE_COMMAND_ROLE and DATABASE_QUERY_ROLE must be given both",
    })
    void roles_that_are_not_apart_are_refused_in_one_line(String command, String query, String why) {
        assertRefused(command, query, why);
    }

    @ParameterizedTest
    @CsvSource({
        "scratchy_query, scratchy_command, 'the role scratchy_command may do whatever scratchy_query may, who owns the views'",
        "scratchy_command, scratchy_query, 'the role scratchy_query may do whatever scratchy_command may, who appends to the log'",
        "scratchy_command, 'scratchy_query WITH INHERIT FALSE, SET FALSE, ADMIN TRUE', who appends to the log",
    })
    void a_side_that_is_a_member_of_the_other_is_refused(String group, String member, String why) {
        run("GRANT " + group + " TO " + member);
        try {
            assertRefused(COMMAND, QUERY, why);
        } finally {
            run("REVOKE " + group + " FROM " + member.replaceFirst(" .*", ""));
        }
    }

    private static void assertRefused(String command, String query, String why) {
        assertThatThrownBy(() -> migrate("--DATABASE_COMMAND_ROLE=" + command, "--DATABASE_QUERY_ROLE=" + query))
                .rootCause()
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void a_name_that_has_to_be_quoted_is_one() throws SQLException {
        String command = "Com'mand \"side\"";
        String query = "query; DROP TABLE app.post";
        run("CREATE DATABASE quoted");
        try {
            run("quoted", "postgres", "GRANT CREATE ON DATABASE quoted TO scratchy");
            run("CREATE ROLE \"Com'mand \"\"side\"\"\" LOGIN");
            run("CREATE ROLE \"" + query + "\" LOGIN");
            run("GRANT \"" + query + "\" TO scratchy");
            Launcher.run(
                    DatabaseConfiguration.class,
                    "scratchy",
                    "migrate",
                    "--DATABASE_URL=" + url("quoted", OWNER),
                    "--DATABASE_COMMAND_ROLE=" + command,
                    "--DATABASE_QUERY_ROLE=" + query);

            run("quoted", query, "SELECT * FROM app.post, app_log.domain_event");
            run("quoted", command, "SELECT * FROM app_log.domain_event");
            assertThatThrownBy(() -> run("quoted", command, "SELECT * FROM app.post"))
                    .isInstanceOf(SQLException.class);
        } finally {
            run("DROP DATABASE quoted WITH (FORCE)");
            run("DROP ROLE IF EXISTS \"Com'mand \"\"side\"\"\"");
            run("DROP ROLE IF EXISTS \"" + query + "\"");
        }
    }

    @Test
    void a_side_that_is_to_take_back_what_was_seen_is_refused_in_one_line() {
        var application = Launcher.application(
                DatabaseConfiguration.class, "scratchy,command-side", Map.of("DATABASE_URL", url(DATABASE, COMMAND)));
        try (var database = application.run("--spring.main.web-application-type=none")) {
            assertThatThrownBy(() -> LogCommands.run("restored", database.getBean(DataSource.class)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Only the role that owns the log may do that")
                    .message()
                    .doesNotContain("\n");
        }
    }

    private static void migrate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("migrate", "--DATABASE_URL=" + url(DATABASE, OWNER)));
        all.addAll(Arrays.asList(arguments));
        Launcher.run(DatabaseConfiguration.class, "scratchy", all.toArray(String[]::new));
    }

    private static void start(String role, String configuration) {
        Launcher.application(DatabaseConfiguration.class, configuration, Map.of("DATABASE_URL", url(DATABASE, role)))
                .run("--spring.main.web-application-type=none")
                .close();
    }

    private static List<String> servers(String role) {
        return List.of(
                "--DATABASE_URL=" + url(DATABASE, role),
                "--REDIS_URL=" + RunningSystem.servers().get("REDIS_URL") + "/1",
                "--scratchy.database.maximum-pool-size=10",
                "--scratchy.rate-limit.commands-per-minute=10000");
    }

    private static String url(String database, String role) {
        return String.valueOf(RunningSystem.servers().get("DATABASE_URL"))
                .replace("//scratchy@", "//" + role + "@")
                .replaceFirst("/postgres$", "/" + database);
    }

    /** Who owns what, and who may what. */
    private static String privileges() {
        return text("""
                SELECT string_agg(concat_ws(' ', relname, relowner::regrole, coalesce(relacl, acldefault('r', relowner))), ';' ORDER BY relnamespace, relname)
                FROM pg_class
                WHERE relnamespace::regnamespace::text IN ('app', 'app_log') AND relkind = 'r'
                """);
    }

    private static void run(String sql) {
        try {
            run(DATABASE, "postgres", sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(String database, String role, String sql) throws SQLException {
        try (Connection connection = connect(database, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long rows(String role, String sql) {
        return Long.parseLong(text(role, sql));
    }

    private static String text(String sql) {
        return text("postgres", sql);
    }

    private static String text(String role, String sql) {
        try (Connection connection = connect(DATABASE, role);
                Statement statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(
                url(database, OWNER).replace("postgres://scratchy@", "jdbc:postgresql://"), role, null);
    }
}
