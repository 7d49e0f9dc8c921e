package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.database.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log as a file, and a log that was restored, seen by whoever uses the system. */
class LogBackupJourneyTest {

    private static final String TOKEN = "Consistency-Token";

    private Path directory;

    @BeforeEach
    void prepare() {
        directory = RunningSystem.temporaryDirectory();
    }

    @AfterEach
    void clear() {
        RunningSystem.remove(directory);
    }

    @Test
    void an_exported_log_makes_the_same_system_elsewhere() throws Exception {
        Path file = directory.resolve("log.ndjson");
        try (var from = new OwnSystem();
                var to = new OwnSystem()) {
            Http ada = from.start().as("ada", "author");
            Http bob = from.http().as("bob", "author");
            bob.put("/api/v1/users/" + ada.userId() + "/follow", null);
            String first = ada.published("An end", "Words \u00e9 \ud83d\ude00 \\u0041 \"quoted\"\n\ttabs", "tagged");
            ada.patch("/api/v1/posts/" + first, Map.of("slug", "a-beginning"));
            String gone = ada.published("Gone soon");
            ada.delete("/api/v1/posts/" + gone);
            bob.comment(first, "Well.");
            Answer last = ada.patch("/api/v1/posts/" + first, Map.of("title", "A beginning"));
            String token = last.header(TOKEN);

            List<String> answered = answers(from.http(), ada, bob, token);
            from.command("export-log", "--file=" + file);
            List<String> lines = Files.readAllLines(file);

            // Torn, as by a kill: it goes on, and the file is the same as if nothing had happened.
            Path torn = directory.resolve("torn.ndjson");
            String half =
                    String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 30);
            Files.writeString(torn, half);
            assertThatThrownBy(() -> to.command("export-log", "--file=" + torn)).hasMessageContaining("of another log");
            assertThat(torn).hasContent(half);
            from.command("export-log", "--file=" + torn);
            assertThat(torn).hasSameTextualContentAs(file);

            // Half an import: nobody starts on it, and it goes on.
            Path part = directory.resolve("part.ndjson");
            Files.writeString(part, String.join("\n", lines.subList(0, 4)) + "\n");
            assertThatThrownBy(() -> to.command("import-log", "--file=" + part)).hasMessageContaining("incomplete");
            assertThatThrownBy(to::start)
                    .hasRootCauseMessage(
                            "An import of the log has not come to its end:"
                                    + " run the launcher with the argument import-log and the same file again, which goes on with it.");
            Path ofHalf = directory.resolve("of-half.ndjson");
            assertThatThrownBy(() -> to.command("export-log", "--file=" + ofHalf))
                    .hasMessageContaining("An import of the log has not come to its end");
            assertThat(ofHalf).doesNotExist();
            slowly(to, "import-log", "--file=" + file);
            // Nothing to do, and nothing is done.
            to.command("import-log", "--file=" + file);

            to.start();
            Eventually.see(
                    Duration.ofSeconds(20),
                    () -> assertThat(to.http().get("/api/v1/posts").status()).isEqualTo(200));
            Http adaThere = to.http().as("ada", "author");
            assertThat(adaThere.userId()).isEqualTo(ada.userId());
            assertThat(answers(to.http(), adaThere, to.http().as("bob", "author"), null))
                    .isEqualTo(answered);
            assertThat(to.http().get("/api/v1/posts", TOKEN, token).code()).isEqualTo("INVALID_CONSISTENCY_TOKEN");

            Answer next = adaThere.patch("/api/v1/posts/" + first, Map.of("title", "Further on"));
            assertThat(next.data().path("version").asLong())
                    .isEqualTo(last.data().path("version").asLong() + 1);
            assertThat(to.http()
                            .get("/api/v1/posts/" + first, TOKEN, next.header(TOKEN))
                            .text("title"))
                    .isEqualTo("Further on");
            assertThat(adaThere.post("/api/v1/posts", Map.of("title", "x", "slug", "a-beginning", "content", "y"))
                            .code())
                    .isEqualTo("SLUG_TAKEN");
            assertThat(adaThere.post("/api/v1/posts", Map.of("title", "x", "slug", "gone-soon", "content", "y"))
                            .status())
                    .isEqualTo(201);
            assertThatThrownBy(() -> to.command("import-log", "--file=" + file))
                    .hasMessageContaining("A query side runs on this database");
            to.stop();
            assertThatThrownBy(() -> to.command("import-log", "--file=" + file))
                    .hasMessageContaining("holds something else");

            from.stop();
            for (Damage damage : Damage.of(lines)) {
                Path damaged = directory.resolve("damaged.ndjson");
                Files.writeString(damaged, String.join("\n", damage.lines()) + "\n");
                assertThatThrownBy(() -> from.command("import-log", "--file=" + damaged))
                        .as(damage.kind())
                        .hasMessageContaining(damage.said());
            }
            Path noText = directory.resolve("no-text.ndjson");
            byte[] bytes = Files.readAllBytes(file);
            String text = Files.readString(file);
            String before = text.substring(0, text.indexOf('\u00e9'));
            // The second byte of two is none any more.
            int second = before.getBytes(UTF_8).length + 1;
            bytes[second] = (byte) (bytes[second] ^ 0x80);
            Files.write(noText, bytes);
            assertThatThrownBy(() -> from.command("import-log", "--file=" + noText))
                    .hasMessageContaining("Line " + before.lines().count() + " of the file was changed");
        }
    }

    @Test
    void a_file_of_somebody_else_is_left_as_it_is() throws IOException {
        try (var system = new OwnSystem()) {
            Path file = directory.resolve("log.ndjson");
            system.command("export-log", "--file=" + file);
            String whole = Files.readString(file);
            for (String content : List.of(
                    "{\"one\":\"line\"}",
                    "two\nlines",
                    "\0\1\2",
                    " " + whole,
                    "{\"format\":\"another\"",
                    whole.replaceFirst("\"version\":1", "\"version\":2") + "torn")) {
                Path foreign = Files.writeString(directory.resolve("foreign"), content);
                assertThatThrownBy(() -> system.command("export-log", "--file=" + foreign))
                        .as(content)
                        .isInstanceOf(CannotStart.class);
                assertThat(foreign).hasBinaryContent(content.getBytes(UTF_8));
                assertThatThrownBy(() -> system.command("import-log", "--file=" + foreign))
                        .as(content)
                        .isInstanceOf(CannotStart.class);
            }
            // As soon as it could be broken off.
            for (int length : List.of(0, 1, 20, 30, whole.indexOf('\n'), whole.indexOf('\n') + 1, whole.length() - 1)) {
                Path begun = Files.writeString(directory.resolve("begun"), whole.substring(0, length));
                system.command("export-log", "--file=" + begun);
                assertThat(begun).hasContent(whole);
            }
        }
    }

    /** A command one of whose statements takes longer than one may otherwise. */
    private static void slowly(OwnSystem system, String name, String... arguments) throws Exception {
        String[] limited = Arrays.copyOf(arguments, arguments.length + 1);
        limited[arguments.length] = "--scratchy.database.statement-timeout=300ms";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = system.connect("postgres");
                Connection watcher = system.connect("postgres")) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE app_log.slug_reservation IN ACCESS EXCLUSIVE MODE");
            Future<String> done = threads.submit(() -> system.command(name, limited));
            Eventually.see(
                    Duration.ofSeconds(30), () -> assertThat(waiting(watcher)).isTrue());
            other.rollback();
            done.get();
        }
    }

    private static boolean waiting(Connection watcher) throws SQLException {
        try (var statement = watcher.createStatement();
                var found = statement.executeQuery("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND clock_timestamp() - query_start > interval '600 milliseconds'")) {
            return found.next();
        }
    }

    private record Damage(String kind, List<String> lines, String said) {

        static List<Damage> of(List<String> lines) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(3, changed.get(3).replaceFirst("\"sequenceNumber\":\\d+", "\"sequenceNumber\":77"));
            List<String> missing = new ArrayList<>(lines);
            missing.remove(3);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(3, doubled.get(2));
            List<String> reordered = new ArrayList<>(lines);
            reordered.set(3, lines.get(4));
            reordered.set(4, lines.get(3));
            return List.of(
                    new Damage("changed", changed, "Line 4 of the file was changed"),
                    new Damage("missing", missing, "Line 4 of the file does not follow"),
                    new Damage("doubled", doubled, "Line 4 of the file does not follow"),
                    new Damage("reordered", reordered, "Line 4 of the file does not follow"));
        }
    }

    private static List<String> answers(
            Http anybody, Http ada, Http bob, @org.jspecify.annotations.Nullable String token) {
        String[] seen = token == null ? new String[0] : new String[] {TOKEN, token, "Prefer", "wait=10"};
        List<String> answers = new ArrayList<>();
        for (String path : List.of(
                "/posts?include=author,comments",
                "/posts/by-slug/a-beginning",
                "/posts/by-slug/an-end",
                "/search?q=words",
                "/tags",
                "/users/by-username/ada",
                "/users/by-username/bob")) {
            Answer answer = anybody.get("/api/v1" + path, seen);
            answers.add(path + " " + answer.status() + " " + answer.raw().body());
        }
        answers.add(ada.get("/api/v1/me/notifications", seen).raw().body());
        answers.add(bob.get("/api/v1/me/notifications", seen).raw().body());
        return answers;
    }

    @Test
    void views_that_have_seen_what_the_log_does_not_have_are_not_served() {
        try (var system = new OwnSystem()) {
            Http ada = system.start().as("ada", "author");
            String kept = ada.published("Kept");
            String lost = ada.draft("Lost");
            String token = ada.post("/api/v1/posts/" + lost + "/publish", null).header(TOKEN);
            assertThat(system.http().get("/api/v1/posts/" + lost, TOKEN, token).status())
                    .isEqualTo(200);
            system.stop();

            system.asSuperuser("UPDATE app_log.domain_event SET event_id = 'another'"
                    + " WHERE position = (SELECT max(position) FROM app_log.domain_event)");
            assertThatThrownBy(system::start)
                    .rootCause()
                    .hasMessageContaining("another history")
                    .hasMessageContaining("restored");
            system.asSuperuser("DELETE FROM app_log.domain_event WHERE aggregate_id = '" + lost + "'");
            assertThatThrownBy(system::start).rootCause().hasMessageContaining("older than its views");

            system.command("restored");
            system.start();
            Eventually.see(
                    Duration.ofSeconds(20),
                    () -> assertThat(system.http().get("/api/v1/posts/" + kept).status())
                            .isEqualTo(200));
            assertThat(system.http().get("/api/v1/posts/" + lost).status()).isEqualTo(404);
            assertThat(system.http().get("/api/v1/posts/" + kept, TOKEN, token).code())
                    .isEqualTo("INVALID_CONSISTENCY_TOKEN");
            Http again = system.http().as("ada", "author");
            assertThat(again.post("/api/v1/posts", Map.of("title", "Lost", "slug", "lost", "content", "y"))
                            .status())
                    .isEqualTo(201);

            // Restored under the running process.
            String last = again.published("Seen");
            system.asSuperuser("DELETE FROM app_log.domain_event WHERE aggregate_id = '" + last + "'");
            Eventually.see(
                    Duration.ofSeconds(20),
                    () -> assertThat(system.http().get("/api/v1/posts/" + kept).status())
                            .isEqualTo(503));
        }
    }

    @Test
    void a_query_side_is_in_the_way_of_making_its_views_anew_and_answers_nothing_when_nobody_has_seen_it()
            throws Exception {
        try (var system = new OwnSystem()) {
            Http ada = system.start().as("ada", "author");
            String path = "/api/v1/posts/" + ada.published("There");
            Eventually.see(
                    () -> assertThat(system.http().get(path).text("title")).isEqualTo("There"));
            assertThatThrownBy(() -> system.command("restored"))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("A query side runs on this database");
            assertThat(system.http().get(path).status()).isEqualTo(200);

            // It has not said for a while that it is there.
            system.asSuperuser(
                    "CREATE FUNCTION app.unheard() RETURNS trigger LANGUAGE plpgsql" + " AS 'BEGIN RETURN NULL; END'");
            system.asSuperuser("CREATE TRIGGER unheard BEFORE INSERT OR UPDATE ON app.projection_node"
                    + " FOR EACH ROW EXECUTE FUNCTION app.unheard()");
            system.asSuperuser("DELETE FROM app.projection_node");
            slowly(system, "restored");
            Eventually.see(
                    () -> assertThat(system.http().get(path).raw().body()).contains("The log was restored"));

            system.stop();
            system.asSuperuser("DROP FUNCTION app.unheard CASCADE");
            system.start();
            Eventually.see(
                    Duration.ofSeconds(20),
                    () -> assertThat(system.http().get(path).text("title")).isEqualTo("There"));
        }
    }
}
