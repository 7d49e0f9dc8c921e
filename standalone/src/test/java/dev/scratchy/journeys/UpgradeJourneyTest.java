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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final List<String> QUESTIONS = List.of(
            "/posts?include=author,comments",
            "/posts/by-slug/a-beginning",
            "/posts/by-slug/an-end",
            "/search?q=words",
            "/tags",
            "/users/by-username/ada",
            "/users/by-username/bob");

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
                    .forEachEntry((question, answer) -> assertThat(
                                    anybody.get(API + question).raw().body())
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
            Http anybody = system.start();
            Http ada = anybody.as("ada", "author");
            Http bob = anybody.as("bob", "author");
            bob.put(API + "/users/" + ada.userId() + "/follow", null);
            String first = ada.published("An end", "Words é 😀 \\u0041 \"quoted\"\n\ttabs", "tagged", "kept");
            ada.patch(
                    API + "/posts/" + first,
                    Map.of("slug", "a-beginning", "title", "A beginning"),
                    "idempotency-key",
                    "one");
            ada.delete(API + "/posts/" + ada.published("Gone soon"));
            String comment = bob.comment(first, "Well.");
            bob.patch(API + "/comments/" + comment, Map.of("content", "Well, well."));
            for (int change = 0; change < 120; change++) {
                // Beyond the first snapshot.
                ada.patch(API + "/posts/" + first, Map.of("excerpt", "Changed " + change + " times"));
            }
            String archived = bob.published("Old", "More words", "tagged");
            bob.post(API + "/posts/" + archived + "/archive", null);
            ada.draft("Not yet");
            ada.post(API + "/notifications/read-all", null);
            Eventually.caughtUp(LATEST, anybody.as("root", "admin"));
            Map<String, String> answers = new TreeMap<>();
            QUESTIONS.forEach(question ->
                    answers.put(question, anybody.get(API + question).raw().body()));
            system.stop();
            try (Connection superuser = system.connect("postgres")) {
                new Release(RELEASES.resolve(System.getProperty("releases.keep"))).write(superuser, answers);
            }
        }
    }
}
