package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The databases of earlier releases under this version: {@code releases/<version>}, one kept with each release by
 * {@code -Dit.test=UpgradeJourneyTest -Dreleases.keep=<version>}, and never changed again.
 */
class UpgradeJourneyTest {

    private static final Path RELEASES = Path.of("src/test/releases");
    private static final String API = "/api/v1";
    private static final Duration LATEST = Duration.ofSeconds(30);

    private static final String LETTERS = API + "/admin/dead-letters";

    static Stream<Release> releases() {
        try (var directories = Files.list(RELEASES)) {
            return directories.sorted().map(Release::new).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void what_a_release_has_left_is_what_this_version_answers(Release release) throws Exception {
        try (var system = new OwnSystem()) {
            try (Connection superuser = system.connect("postgres")) {
                release.restore(superuser, system.jdbcUrl());
            }
            Http anybody = system.start();
            Http admin = anybody.as("root", "admin");
            Eventually.caughtUp(LATEST, admin);
            release.answers()
                    .forEachEntry((question, answer) -> assertThat(Heritage.answer(anybody, question))
                            .as(question)
                            .isEqualTo(answer.asString()));

            Http ada = anybody.as("ada", "author");
            String post = anybody.get(API + "/posts/by-slug/a-beginning").text("id");
            Answer changed = ada.patch(API + "/posts/" + post, Map.of("title", "Further on"));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(anybody.get(API + "/posts/" + post, "consistency-token", changed.header("consistency-token"))
                            .text("title"))
                    .isEqualTo("Further on");
            assertThat(ada.post(API + "/posts", Map.of("title", "x", "slug", "a-beginning", "content", "y"))
                            .code())
                    .isEqualTo("SLUG_TAKEN");
            Http bob = anybody.as("bob", "author");
            assertThat(bob.patch(API + "/users/" + bob.userId(), Map.of("bio", "Still here"))
                            .status())
                    .isEqualTo(200);
            assertThat(ada.post(API + "/notifications/read-all", null).status()).isEqualTo(200);
            int letters = admin.get(LETTERS).data().size();
            assertThat(admin.post(LETTERS + "/retry?projection=posts", null)
                            .data()
                            .path("retried")
                            .asInt())
                    .isEqualTo(letters);
            assertThat(admin.get(LETTERS).data()).isEmpty();
            for (String projection : ViewContents.projections()) {
                String replay = admin.post(API + "/admin/projections/" + projection + "/replay?mode=verify", null)
                        .header("location");
                Eventually.completed(LATEST, admin, replay);
                assertThat(admin.get(replay).data().path("differences").values())
                        .as(projection)
                        .isEmpty();
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "releases.keep", matches = ".+")
    void keep_this_release() throws SQLException, IOException {
        try (var system = new OwnSystem()) {
            system.start();
            try (Connection superuser = system.connect("postgres")) {
                Map<String, String> answers = new Heritage(system).leave();
                assertThat(names(superuser, "SELECT DISTINCT payload_type FROM app_log.domain_event"))
                        .isEqualTo(contract("events"));
                Eventually.see(
                        LATEST,
                        () -> assertThat(names(superuser, "SELECT DISTINCT aggregate_type FROM app_log.snapshot"))
                                .isEqualTo(contract("snapshots")));
                assertThat(names(superuser, "SELECT DISTINCT CAST(decision AS text) FROM app.dead_letter_decision"))
                        .contains("failed", "discarded", "retried");
                system.stop();
                new Release(RELEASES.resolve(System.getProperty("releases.keep"))).write(superuser, answers);
            }
        }
    }

    private static Set<String> names(Connection database, String sql) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Of its files, which are called {@code <name>.<revision>.json}. */
    private static Set<String> contract(String part) throws IOException {
        try (var files = Files.list(Path.of("../contract", part))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
