package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever text comes in comes back as it was, or is refused with 422, and is executed by nobody. */
class HostileTextJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http admin = anybody.as(Names.unique("admin"), "admin");

    private static Stream<String> storable() {
        return Stream.of(
                "'; DROP TABLE post; --",
                "\" OR 1=1 --",
                "$1 $$ ${jndi:ldap://127.0.0.1/x} :title ? ?? #{7*7}",
                "\\'; SELECT pg_sleep(10); --",
                "<script>alert(1)</script>&amp;",
                "😀👩‍👩‍👧𐐀",
                "\u202eright to left\u202c \u2066isolated\u2069 שלום",
                "e\u0301 n\u0303 Z\u0334\u0335\u0336a\u0315lgo",
                "\u0001\u0007\u001b[31m\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff",
                "{\"a\": [null, \"\\u0000\"]} %00 %s %n",
                "tab\tnewline\ncarriage\rreturn",
                " leading and trailing ");
    }

    private static Stream<String> unstorable() {
        return Stream.of("a\\u0000b", "\\ud800", "\\udc00\\ud800", "x\\udfff");
    }

    @AfterEach
    void everything_is_where_it_was() {
        assertThat(RunningSystem.bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM post")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("storable")
    void a_text_comes_back_unchanged_from_wherever_one_is_taken(String text) {
        String post = POSTS + "/"
                + ada.post(POSTS, Map.of("title", text, "content", text)).text("id");
        ada.post(post + "/publish", null);
        String comment = ada.post(post + "/comments", Map.of("content", text)).header("location");
        String user = "/api/v1/users/" + ada.userId();
        assertThat(ada.patch(user, Map.of("displayName", text, "bio", text)).status())
                .isEqualTo(200);

        Eventually.see(() -> {
            assertThat(anybody.get(post).text("title")).isEqualTo(text);
            assertThat(anybody.get(post).text("content")).isEqualTo(text);
            assertThat(anybody.get(comment).text("content")).isEqualTo(text);
            assertThat(anybody.get(user).text("displayName")).isEqualTo(text);
            assertThat(anybody.get(user).text("bio")).isEqualTo(text);
        });
        Eventually.see(() -> assertThat(
                        anybody.get("/api/v1/search?limit=50&q=" + URLEncoder.encode(text.strip(), UTF_8))
                                .data()
                                .values())
                .extracting(hit -> hit.path("title").asString())
                .contains(text));
    }

    private static Stream<Arguments> places() {
        return unstorable()
                .flatMap(text -> Stream.of(
                        Arguments.of("POST", POSTS, "{\"title\": \"" + text + "\"}"),
                        Arguments.of("POST", POSTS, "{\"title\": \"T\", \"content\": \"" + text + "\"}"),
                        Arguments.of("POST", POSTS, "{\"title\": \"T\", \"slug\": \"" + text + "\"}"),
                        Arguments.of("POST", POSTS, "{\"title\": \"T\", \"tags\": [\"" + text + "\"]}"),
                        Arguments.of("PATCH", "{post}", "{\"title\": \"" + text + "\"}"),
                        Arguments.of("PUT", POSTS + "/by-slug/hostile", "{\"title\": \"" + text + "\"}"),
                        Arguments.of("POST", "{post}/comments", "{\"content\": \"" + text + "\"}"),
                        Arguments.of("PATCH", "{user}", "{\"displayName\": \"" + text + "\"}"),
                        Arguments.of("PATCH", "{user}", "{\"bio\": \"" + text + "\"}"),
                        Arguments.of("PATCH", "{user}", "{\"email\": \"" + text + "@example.org\"}"),
                        Arguments.of("PATCH", "{user}", "{\"username\": \"" + text + "\"}")));
    }

    @ParameterizedTest
    @MethodSource("places")
    void what_postgresql_cannot_store_is_refused(String method, String path, String body) {
        String post = POSTS + "/" + ada.published("A place for it");

        Answer answer =
                ada.send(method, path.replace("{post}", post).replace("{user}", "/api/v1/users/" + ada.userId()), body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
    }

    @Test
    void a_mebibyte_comes_back_and_a_byte_more_is_refused() {
        String mebibyte = "ä".repeat(1 << 19);
        String post = POSTS + "/"
                + ada.post(POSTS, Map.of("title", "Long", "content", mebibyte)).text("id");

        Eventually.see(() -> assertThat(ada.get(post).text("content")).isEqualTo(mebibyte));
        assertThat(ada.patch(post, Map.of("content", mebibyte + "x")).status()).isEqualTo(422);
        assertThat(ada.patch(post, Map.of("title", mebibyte)).status()).isEqualTo(422);
        assertThat(ada.patch("/api/v1/users/" + ada.userId(), Map.of("bio", mebibyte))
                        .status())
                .isEqualTo(422);
        String published = ada.published("For a long comment");
        assertThat(ada.post(POSTS + "/" + published + "/comments", Map.of("content", mebibyte))
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/posts?tag=%s",
                "/api/v1/posts?status=%s",
                "/api/v1/posts?author=%s",
                "/api/v1/posts?include=%s",
                "/api/v1/posts?after=%s",
                "/api/v1/posts?page=%s",
                "/api/v1/posts/by-slug/%s",
                "/api/v1/posts/%s",
                "/api/v1/users/by-username/%s",
                "/api/v1/users/%s/followers",
                "/api/v1/comments/%s",
                "/api/v1/me/notifications?unread=%s",
                "/api/v1/me/feed?after=%s"
            })
    void a_parameter_that_is_none_is_a_clear_no(String path) {
        for (String text : List.of(
                "'; DROP TABLE post; --", "1 OR 1=1", "\u202e", "😀", "%", "$1", "a\u0001b", "x".repeat(5_000))) {
            Answer answer =
                    ada.get(path.replace("%s", URLEncoder.encode(text, UTF_8).replace("+", "%20")));

            assertThat(answer.status()).as(path + " with " + text).isIn(400, 404, 422);
            assertThat(answer.code()).as(path + " with " + text).isNotEmpty();
        }
    }

    @Test
    void a_registration_takes_nothing_else_for_a_name_or_an_address() {
        for (String name : List.of("Ada", "a b", "ad", "../etc", "ädä", "x".repeat(33), "a'--", "")) {
            assertThat(admin.post("/api/v1/users", Map.of("username", name, "displayName", "N"))
                            .status())
                    .as(name)
                    .isEqualTo(422);
        }
        for (String email : List.of("no", "@", "a@", "a b@c.de", "a@b\n.c", "a@" + "x".repeat(300) + ".de")) {
            Map<String, Object> user = new HashMap<>(Map.of("username", Names.unique("mail"), "displayName", "N"));
            user.put("email", email);
            assertThat(admin.post("/api/v1/users", user).status()).as(email).isEqualTo(422);
        }
    }
}
