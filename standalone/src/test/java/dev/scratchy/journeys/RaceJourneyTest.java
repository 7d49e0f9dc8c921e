package dev.scratchy.journeys;

import static dev.scratchy.journeys.AtOnce.atOnce;
import static dev.scratchy.journeys.AtOnce.meetingAtTheLog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.CommandSide;
import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.Launcher;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;

/** What happens when many want the same at once, on one node and on two. */
class RaceJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    @Test
    void of_many_who_create_one_slug_at_once_one_gets_it() throws Exception {
        for (int round = 0; round < 25; round++) {
            String slug = Names.unique("raced");

            List<Answer> answers = atOnce(16, n -> ada.post(POSTS, Map.of("title", "Racer " + n, "slug", slug)));

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .allSatisfy(answer ->
                            assertThat(answer.status() + " " + answer.code()).isEqualTo("409 SLUG_TAKEN"));
        }
    }

    @Test
    void of_many_who_upsert_one_slug_at_once_one_creates_and_the_others_update() throws Exception {
        String path = POSTS + "/by-slug/" + Names.unique("upsert-race");

        List<Answer> answers = atOnce(100, n -> ada.put(path, Map.of("title", "Upserter " + n)));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(99);
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.getFirst().text("id"));
    }

    @Test
    void an_upsert_and_a_deletion_or_a_rename_of_one_post_do_not_wait_for_each_other_in_a_circle() throws Exception {
        for (int round = 0; round < 10; round++) {
            String slug = Names.unique("circle");
            String post = POSTS + "/"
                    + ada.put(POSTS + "/by-slug/" + slug, Map.of("title", "Now"))
                            .text("id");
            boolean deleted = round % 2 == 0;
            Instant begun = Instant.now();

            List<Answer> answers = atOnce(6, n -> {
                if (n < 5) {
                    return ada.put(POSTS + "/by-slug/" + slug, Map.of("title", "Upserted by " + n));
                }
                return deleted ? ada.delete(post) : ada.patch(post, Map.of("slug", slug + "-renamed"));
            });

            assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
            List<@Nullable String> owners = RunningSystem.bean(JdbcClient.class)
                    .sql("SELECT post_id FROM slug_reservation WHERE slug = :slug")
                    .param("slug", slug)
                    .query(String.class)
                    .list();
            assertThat(owners).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void of_two_who_change_one_version_one_wins() throws Exception {
        String post =
                POSTS + "/" + ada.post(POSTS, Map.of("title", "Contested")).text("id");
        for (int version = 0; version < 10; version++) {
            String etag = "\"" + version + "\"";

            List<Answer> answers =
                    atOnce(4, n -> ada.patch(post, Map.of("title", "By " + n + " on " + etag), "if-match", etag));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 412, 412, 412);
        }
    }

    @Test
    void two_nodes_that_change_one_post_lose_nothing() throws Exception {
        try (var secondNode = startSecondNode()) {
            Http second = client(secondNode);
            String post =
                    POSTS + "/" + ada.post(POSTS, Map.of("title", "Shared")).text("id");

            List<Answer> answers = atOnce(20, n -> (n % 2 == 0 ? ada : second).put(post + "/tags/tag-" + n, null));

            // A conflict that outlasts all retries may be told to try again; it must not be lost or doubled.
            assertThat(answers).extracting(Answer::status).isSubsetOf(200, 503);
            assertThat(answers).filteredOn(answer -> answer.status() == 200).isNotEmpty();
            List<String> accepted = IntStream.range(0, 20)
                    .filter(n -> answers.get(n).status() == 200)
                    .mapToObj(n -> "tag-" + n)
                    .toList();
            Eventually.see(() -> assertThat(ada.get(post).data().path("tags").values())
                    .extracting(JsonNode::asString)
                    .containsExactlyInAnyOrderElementsOf(accepted));
        }
    }

    @Test
    void what_is_read_first_on_two_nodes_at_once_is_all_kept() throws Exception {
        try (var secondNode = startSecondNode()) {
            Http second = client(secondNode);

            List<Answer> answers =
                    meetingAtTheLog(2, n -> (n == 0 ? ada : second).post("/api/v1/notifications/read-all", null));

            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(answers).extracting(answer -> answer.header("etag")).containsExactlyInAnyOrder("\"0\"", "\"1\"");
        }
    }

    @Test
    void an_account_is_deleted_once_also_on_two_nodes() throws Exception {
        String name = Names.unique("twice");
        Http leaving = anybody.as(name, "author");
        String post = leaving.post(POSTS, Map.of("title", "Once")).text("id");
        String user = "/api/v1/users/" + Stored.userIdOf(name);
        try (var secondNode = startSecondNode()) {
            Http second = new Http(client(secondNode).server(), leaving.token());

            List<Answer> answers = meetingAtTheLog(2, n -> (n == 0 ? leaving : second).delete(user));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 404);
            assertThat(Stored.namesOf(Stored.eventsOf(post))).containsExactly("PostCreated", "PostDeleted");
        }
    }

    /** Tagging does not ask for the post's reservation, so only the log can tell the two of each other. */
    @Test
    void a_tag_and_the_deletion_of_the_posts_author_meet_in_the_log() throws Exception {
        String name = Names.unique("tagged");
        Http leaving = anybody.as(name, "author");
        String post = leaving.post(POSTS, Map.of("title", "Once")).text("id");

        List<Answer> answers = meetingAtTheLog(
                2,
                n -> n == 0
                        ? leaving.delete("/api/v1/users/" + Stored.userIdOf(name))
                        : leaving.put(POSTS + "/" + post + "/tags/late", null));

        assertThat(answers.getFirst().status()).isEqualTo(200);
        assertThat(answers.getLast().status()).isIn(200, 404);
        assertThat(Stored.namesOf(Stored.eventsOf(post)))
                .endsWith("PostDeleted")
                .doesNotHaveDuplicates();
    }

    private static ConfigurableApplicationContext startSecondNode() {
        Map<String, Object> properties = new HashMap<>(RunningSystem.servers());
        properties.put("PORT", "0");
        return Launcher.application(CommandNode.class, "scratchy,command-side", properties)
                .run();
    }

    private Http client(ConfigurableApplicationContext node) {
        return new Http("http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port"), ada.token());
    }

    /** The command side alone, trusting the tokens of the running system. */
    @Configuration(proxyBeanMethods = false)
    @Import(CommandSide.class)
    static class CommandNode {

        @Bean
        JwtDecoder jwtDecoder() {
            return RunningSystem.bean(JwtDecoder.class);
        }
    }
}
