package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with a request: a problem response that says so, and not one event. */
class BadInputJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String NOBODYS = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");
    private final String slug = Names.unique("taken");
    private final String post = POSTS + "/"
            + ada.post(POSTS, Map.of("title", "Ada's", "slug", slug)).text("id");
    private final String archived = archivedPost();
    private long eventsBefore;

    @BeforeEach
    void count_the_events() {
        eventsBefore = events();
    }

    @AfterEach
    void nothing_was_changed() {
        assertThat(events()).isEqualTo(eventsBefore);
    }

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"title": "Open                        | 400 | MALFORMED_REQUEST
            {"title": "a", "title": "b"}           | 400 | MALFORMED_REQUEST
            {"title": "a", "colour": "red"}        | 400 | MALFORMED_REQUEST
            {"title": 7}                           | 400 | MALFORMED_REQUEST
            {"title": "a", "tags": "one"}          | 400 | MALFORMED_REQUEST
            {"title": "a"} {"title": "b"}          | 400 | MALFORMED_REQUEST
            null                                   | 400 | MALFORMED_REQUEST
            []                                     | 400 | MALFORMED_REQUEST
            {}                                     | 422 | VALIDATION_FAILED
            {"title": ""}                          | 422 | VALIDATION_FAILED
            {"title": "   "}                       | 422 | VALIDATION_FAILED
            {"title": "a", "slug": ""}             | 422 | VALIDATION_FAILED
            {"title": "a", "slug": "Not A Slug"}   | 422 | VALIDATION_FAILED
            {"title": "a", "tags": ["ok", ""]}     | 422 | VALIDATION_FAILED
            {"title": "a", "tags": [null]}         | 422 | VALIDATION_FAILED
            {"title": "a\\u0000b"}                 | 422 | VALIDATION_FAILED
            {"title": "a\\ud800b"}                 | 422 | VALIDATION_FAILED
            """)
    void a_new_post_that_is_not_one(String body, int status, String code) {
        problem(ada.post(POSTS, body), status, code);
    }

    @Test
    void a_new_post_whose_parts_are_too_long_names_each() {
        Answer answer = ada.post(
                POSTS,
                Map.of(
                        "title", "x".repeat(201),
                        "slug", "x".repeat(201),
                        "content", "é".repeat((1 << 19) + 1),
                        "tags", java.util.Collections.nCopies(21, "tag")));

        problem(answer, 422, "VALIDATION_FAILED");
        assertThat(answer.json().path("errors").values())
                .extracting(error -> error.path("field").asString())
                .containsExactlyInAnyOrder("title", "slug", "content", "tags");
    }

    @Test
    void a_taken_slug() {
        problem(bob.post(POSTS, Map.of("title", "Me too", "slug", slug)), 409, "SLUG_TAKEN");
    }

    @Test
    void another_authors_post() {
        problem(bob.patch(post, Map.of("title", "Mine now")), 403, "FORBIDDEN");
        problem(bob.post(post + "/publish", null), 403, "FORBIDDEN");
        problem(bob.delete(post), 403, "FORBIDDEN");
    }

    @Test
    void an_archived_post() {
        problem(ada.post(archived + "/publish", null), 409, "INVALID_STATE");
        problem(ada.post(archived + "/unpublish", null), 409, "INVALID_STATE");
        problem(ada.patch(archived, Map.of("title", "Late")), 409, "INVALID_STATE");
        problem(ada.put(archived + "/tags/late", null), 409, "INVALID_STATE");
    }

    @Test
    void a_post_that_is_not_there() {
        problem(ada.patch(POSTS + "/" + NOBODYS, Map.of("title", "x")), 404, "NOT_FOUND");
        problem(anybody.get(POSTS + "/" + NOBODYS), 404, "NOT_FOUND");
        problem(anybody.get(POSTS + "/by-slug/nowhere-to-be-found"), 404, "NOT_FOUND");
    }

    @Test
    void an_id_that_is_no_ulid() {
        problem(ada.patch(POSTS + "/17", Map.of("title", "x")), 400, "MALFORMED_ID");
        problem(anybody.get(POSTS + "/17"), 400, "MALFORMED_ID");
        problem(anybody.get(POSTS + "?author=17"), 400, "MALFORMED_ID");
    }

    @Test
    void a_user_id_where_a_post_id_belongs() {
        String user = bob.post("/dev/tokens", Map.of("username", Names.unique("carl")))
                .text("userId");
        eventsBefore++; // the registration

        problem(ada.patch(POSTS + "/" + user, Map.of("title", "x")), 404, "NOT_FOUND");
    }

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource({
        "?page=0,          422, VALIDATION_FAILED",
        "?page=-1,         422, VALIDATION_FAILED",
        "?limit=0,         422, VALIDATION_FAILED",
        "?limit=1000,      422, VALIDATION_FAILED",
        "?page=one,        400, MALFORMED_REQUEST",
        "?status=deleted,  422, VALIDATION_FAILED",
        "?tag=%ff,         400, MALFORMED_REQUEST",
        "?tag=%00,         422, VALIDATION_FAILED",
        "?tag=Not%20One,   422, VALIDATION_FAILED"
    })
    void a_page_that_there_is_not(String query, int status, String code) {
        problem(anybody.get(POSTS + query), status, code);
    }

    @Test
    void a_date_in_the_future_or_no_date() {
        problem(ada.post(post + "/publish", Map.of("publishedAt", "2999-01-01T00:00:00Z")), 422, "VALIDATION_FAILED");
        problem(ada.post(post + "/publish", Map.of("publishedAt", "0000-01-01T00:00:00Z")), 422, "VALIDATION_FAILED");
        problem(ada.post(post + "/publish", Map.of("publishedAt", "yesterday")), 400, "MALFORMED_REQUEST");
    }

    @Test
    void a_version_that_is_none() {
        problem(ada.patch(post, Map.of("title", "x"), "if-match", "three"), 400, "MALFORMED_REQUEST");
        problem(ada.post(POSTS, Map.of("title", "x"), "if-match", "\"0\""), 412, "VERSION_CONFLICT");
    }

    @Test
    void a_caller_without_the_right() {
        problem(anybody.post(POSTS, Map.of("title", "x")), 401, "UNAUTHENTICATED");
        problem(new Http(anybody.server(), "no.such.token").post(POSTS, Map.of("title", "x")), 401, "UNAUTHENTICATED");
        problem(anybody.as(Names.unique("reader")).post(POSTS, Map.of("title", "x")), 403, "FORBIDDEN");
        eventsBefore++; // the reader's registration
        problem(ada.get("/api/v1/admin/projections"), 403, "FORBIDDEN");
        problem(ada.post("/api/v1/admin/projections/posts/replay", null), 403, "FORBIDDEN");
        problem(anybody.get("/actuator/metrics"), 401, "UNAUTHENTICATED");
    }

    @Test
    void a_path_that_is_not_a_normal_one() {
        problem(anybody.get("/api/v1//posts"), 400, "MALFORMED_REQUEST");
    }

    @Test
    void a_body_that_is_not_json() {
        problem(ada.post(POSTS, "<post/>"), 400, "MALFORMED_REQUEST");
        problem(ada.send("POST", POSTS, null), 400, "MALFORMED_REQUEST");
    }

    @Test
    void a_token_for_a_name_that_cannot_be_one() {
        problem(anybody.post("/dev/tokens", Map.of("username", "No Name")), 422, "VALIDATION_FAILED");
        problem(anybody.post("/dev/tokens", Map.of("username", "no\0name")), 422, "VALIDATION_FAILED");
        problem(
                anybody.post("/dev/tokens", Map.of("username", "okay", "roles", List.of("king"))),
                422,
                "VALIDATION_FAILED");
    }

    @Test
    void what_is_wrong_is_said_in_english_whatever_the_client_prefers() {
        Answer answer = ada.post(POSTS, "{}", "accept-language", "de");

        assertThat(answer.json().path("errors").get(0).path("message").asString())
                .isEqualTo("must not be blank");
    }

    private String archivedPost() {
        String path = POSTS + "/" + ada.post(POSTS, Map.of("title", "Over")).text("id");
        ada.post(path + "/archive", null);
        return path;
    }

    private static void problem(Answer answer, int status, String code) {
        JsonNode problem = answer.json();
        assertThat(answer.status()).as("%s", problem).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString("")).isNotEmpty();
        assertThat(problem.path("detail").asString("")).isNotEmpty();
        assertThat(problem.toString()).doesNotContain("Exception", "dev.scratchy", "SELECT", "INSERT");
    }

    private static long events() {
        return RunningSystem.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM domain_event")
                .query(Long.class)
                .single();
    }
}
