package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever sends a command again with the same key is told what became of it the first time, and nothing happens twice. */
class IdempotencyJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String KEY = "idempotency-key";
    private static final String REPLAYED = "idempotency-replayed";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @Test
    void the_same_again_has_the_first_answer_again() {
        String key = key();
        Answer first = ada.post(POSTS, Map.of("title", "Once"), KEY, key);

        Answer second = ada.post(POSTS, Map.of("title", "Once"), KEY, key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header(REPLAYED)).isEmpty();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(second.raw().body()).isEqualTo(first.raw().body());
        for (String header : List.of("location", "etag", "consistency-token")) {
            assertThat(second.header(header)).isNotEmpty().isEqualTo(first.header(header));
        }
        assertThat(Stored.eventsOfPostsBy(ada.userId())).hasSize(1);
    }

    @Test
    void each_kind_of_command_happens_once() {
        String post = POSTS + "/" + ada.draft("All kinds");
        Http root = anybody.as(Names.unique("root"), "admin");
        String slug = Names.unique("all-kinds");
        assertOnce(ada, "PATCH", post, Map.of("title", "Changed"));
        assertOnce(ada, "POST", post + "/publish", null);
        assertOnce(ada, "PUT", post + "/tags/once", null);
        assertOnce(ada, "DELETE", post + "/tags/once", null);
        Answer comment = assertOnce(ada, "POST", post + "/comments", Map.of("content", "Once"));
        assertOnce(ada, "PATCH", "/api/v1/comments/" + comment.text("id"), Map.of("content", "Edited"));
        assertOnce(ada, "DELETE", "/api/v1/comments/" + comment.text("id"), null);
        assertOnce(ada, "POST", post + "/unpublish", null);
        assertOnce(ada, "POST", post + "/archive", null);
        assertOnce(ada, "DELETE", post, null);
        assertOnce(ada, "PUT", POSTS + "/by-slug/" + slug, Map.of("title", "Upserted"));
        assertOnce(ada, "POST", "/api/v1/notifications/read-all", null);
        Answer user =
                assertOnce(root, "POST", "/api/v1/users", Map.of("username", Names.unique("u"), "displayName", "U"));
        assertOnce(root, "PATCH", "/api/v1/users/" + user.text("id"), Map.of("bio", "New"));
        assertOnce(ada, "PUT", "/api/v1/users/" + user.text("id") + "/follow", null);
        assertOnce(ada, "DELETE", "/api/v1/users/" + user.text("id") + "/follow", null);
        assertOnce(root, "DELETE", "/api/v1/users/" + user.text("id"), null);
    }

    private Answer assertOnce(Http caller, String method, String path, @Nullable Object body) {
        String key = key();
        Answer first = caller.send(method, path, body, KEY, key);
        long events = events();

        Answer second = caller.send(method, path, body, KEY, key);

        assertThat(first.status()).as(method + " " + path).isIn(200, 201);
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.raw().body()).isEqualTo(first.raw().body());
        assertThat(second.header("consistency-token")).isEqualTo(first.header("consistency-token"));
        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(events()).isEqualTo(events);
        return first;
    }

    @Test
    void how_the_json_is_written_makes_no_other_wish_but_every_other_difference_does() {
        String key = key();
        String id = ada.draft("Compared");
        ada.patch(POSTS + "/" + id, "{\"title\": \"A\", \"content\": \"B\"}", KEY, key);

        Answer otherwiseWritten = ada.patch(POSTS + "/" + id, "{\"content\":\"B\",\n \"title\":\"\\u0041\"}", KEY, key);
        assertThat(otherwiseWritten.status()).isEqualTo(200);
        assertThat(otherwiseWritten.header(REPLAYED)).isEqualTo("true");

        assertReused(ada.patch(POSTS + "/" + id, Map.of("title", "A"), KEY, key));
        assertReused(ada.patch(POSTS + "/" + id, Map.of("title", "A", "content", "C"), KEY, key));
        assertReused(ada.patch(POSTS + "/" + id, Map.of("title", "A", "content", "B"), KEY, key, "if-match", "\"0\""));
        assertReused(ada.post(POSTS + "/" + id + "/publish", null, KEY, key));
        assertReused(ada.delete(POSTS + "/" + id, KEY, key));
    }

    private static void assertReused(Answer answer) {
        assertThat(answer.status() + " " + answer.code()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_key_is_its_callers() {
        String key = key();
        Http bob = anybody.as(Names.unique("bob"), "author");
        String hers = ada.post(POSTS, Map.of("title", "Shared key"), KEY, key).text("id");

        Answer his = bob.post(POSTS, Map.of("title", "Shared key"), KEY, key);

        assertThat(his.status()).isEqualTo(201);
        assertThat(his.header(REPLAYED)).isEmpty();
        assertThat(his.text("id")).isNotEqualTo(hers);
    }

    @Test
    void a_refusal_is_the_first_answer_too() {
        String slug = Names.unique("wanted");
        String other = POSTS + "/"
                + ada.post(POSTS, Map.of("title", "X", "slug", slug)).text("id");
        String key = key();
        Map<String, String> wish = Map.of("title", "Y", "slug", slug);
        Answer first = ada.post(POSTS, wish, KEY, key);
        ada.delete(other);

        Answer again = ada.post(POSTS, wish, KEY, key);

        assertThat(first.status() + " " + first.code()).isEqualTo("409 SLUG_TAKEN");
        assertThat(again.status() + " " + again.code()).isEqualTo("409 SLUG_TAKEN");
        assertThat(ada.post(POSTS, wish, KEY, key()).status()).isEqualTo(201);
    }

    @Test
    void a_conflict_of_versions_says_again_which_version_there_was() {
        String post = POSTS + "/" + ada.draft("Conflicting");
        String key = key();
        Answer first = ada.patch(post, Map.of("title", "New"), KEY, key, "if-match", "\"7\"");
        ada.patch(post, Map.of("title", "Meanwhile"));

        Answer again = ada.patch(post, Map.of("title", "New"), KEY, key, "if-match", "\"7\"");

        assertThat(first.status() + " " + first.code()).isEqualTo("412 VERSION_CONFLICT");
        assertThat(first.json().path("currentVersion").asInt(-1)).isZero();
        assertThat(again.raw().body()).isEqualTo(first.raw().body());
    }

    @Test
    void what_was_only_written_wrongly_is_put_right_with_the_same_key() {
        String key = key();
        assertThat(ada.post(POSTS, Map.of("title", ""), KEY, key).code()).isEqualTo("VALIDATION_FAILED");
        assertThat(ada.post(POSTS, "{\"titel\":\"x\"}", KEY, key).code()).isEqualTo("MALFORMED_REQUEST");

        assertThat(ada.post(POSTS, Map.of("title", "Right"), KEY, key).status()).isEqualTo(201);
    }

    @Test
    void a_success_that_was_meant_for_a_version_is_not_a_conflict_when_it_is_sent_again() {
        String post = POSTS + "/" + ada.draft("Guarded");
        String key = key();
        Answer first = ada.patch(post, Map.of("title", "New"), KEY, key, "if-match", "\"0\"");

        Answer again = ada.patch(post, Map.of("title", "New"), KEY, key, "if-match", "\"0\"");

        assertThat(first.header("etag")).isEqualTo("\"1\"");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("etag")).isEqualTo("\"1\"");
    }

    @Test
    void after_a_day_a_key_may_be_used_anew() {
        String key = key();
        String first = ada.post(POSTS, Map.of("title", "Yesterday's"), KEY, key).text("id");
        jdbc.sql("UPDATE idempotency_record SET created_at = now() - interval '24 hours 1 second'"
                        + " WHERE idempotency_key = :key")
                .param("key", key)
                .update();

        Answer today = ada.post(POSTS, Map.of("title", "Today's"), KEY, key);

        assertThat(today.status()).isEqualTo(201);
        assertThat(today.text("id")).isNotEqualTo(first);
        assertThat(ada.post(POSTS, Map.of("title", "Today's"), KEY, key).text("id"))
                .isEqualTo(today.text("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "\t"})
    void a_key_of_another_shape_is_refused(String key) {
        Answer answer = ada.post(POSTS, Map.of("title", "Malformed key"), KEY, key);

        assertThat(answer.status() + " " + answer.code()).isEqualTo("400 MALFORMED_REQUEST");
    }

    @Test
    void a_key_may_have_255_characters_and_no_more() {
        assertThat(ada.post(POSTS, Map.of("title", "Long key"), KEY, "k".repeat(255))
                        .status())
                .isEqualTo(201);
        assertThat(ada.post(POSTS, Map.of("title", "Long key"), KEY, "k".repeat(256))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void of_a_thousand_commands_that_are_each_sent_three_times_at_once_a_thousand_happen() throws Exception {
        int clients = 20;
        int commands = 50;

        List<List<Answer>> sendings = AtOnce.atOnce(clients, client -> {
                    List<List<Answer>> own = new ArrayList<>();
                    for (int n = 0; n < commands; n++) {
                        String key = key();
                        Map<String, String> wish = Map.of("title", "Wish " + n + " of " + client);
                        own.add(AtOnce.atOnce(3, copy -> ada.post(POSTS, wish, KEY, key)));
                    }
                    return own;
                })
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(sendings).hasSize(clients * commands).allSatisfy(copies -> {
            assertThat(copies).allSatisfy(copy -> assertThat(copy.status()).isEqualTo(201));
            assertThat(copies.stream().map(copy -> copy.raw().body()).distinct())
                    .hasSize(1);
            assertThat(copies.stream().filter(copy -> copy.header(REPLAYED).equals("true")))
                    .hasSize(2);
        });
        assertThat(Stored.eventsOfPostsBy(ada.userId())).hasSize(clients * commands);
    }

    private long events() {
        return jdbc.sql("SELECT count(*) FROM domain_event").query(Long.class).single();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
