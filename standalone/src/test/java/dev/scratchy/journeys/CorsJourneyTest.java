package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which web pages of other origins may call, by configuration. */
class CorsJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String SITE = "https://site.example";
    private static final String ALLOWED = "access-control-allow-origin";

    private static Node node;

    private final Http anybody = RunningSystem.http();
    private final String ada =
            String.valueOf(anybody.as(Names.unique("ada"), "author").token());

    @BeforeAll
    static void start_a_node_for_a_site() {
        node = Node.commandSide(List.of(), "--scratchy.web.cors.allowed-origins=" + SITE + ",http://localhost:3000");
    }

    @AfterAll
    static void stop_it() {
        node.close();
    }

    @Test
    void a_preflight_needs_no_token() {
        Answer answer = preflight(
                node.http(null),
                SITE,
                "authorization,content-type,if-match,if-none-match,idempotency-key,consistency-token,prefer,x-correlation-id");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ALLOWED)).isEqualTo(SITE);
        assertThat(answer.header("access-control-allow-methods")).contains("GET", "PUT", "PATCH", "POST", "DELETE");
        assertThat(answer.header("access-control-allow-headers").toLowerCase(Locale.ROOT))
                .contains("authorization", "if-match", "idempotency-key", "consistency-token", "prefer");
        assertThat(answer.header("access-control-max-age")).isEqualTo("600");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
        assertThat(preflight(node.http(null), "http://localhost:3000", "authorization")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_call_is_answered_with_what_the_page_may_read() {
        Answer answer = node.http(ada).post(POSTS, Map.of("title", "From a page"), "origin", SITE);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header(ALLOWED)).isEqualTo(SITE);
        assertThat(answer.header("access-control-expose-headers").split(", "))
                .containsExactlyInAnyOrder("ETag", "Location", "Consistency-Token", "Retry-After", "X-Correlation-Id");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
        assertThat(answer.raw().headers().allValues("vary")).contains("Origin");
    }

    @Test
    void refusals_can_be_read_as_well() {
        Answer noToken = node.http(null).post(POSTS, Map.of("title", "x"), "origin", SITE);
        assertThat(noToken.status()).isEqualTo(401);
        assertThat(noToken.header(ALLOWED)).isEqualTo(SITE);

        Answer tooLarge = node.http(ada).post(POSTS, " ".repeat((8 << 20) + 1), "origin", SITE);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.header(ALLOWED)).isEqualTo(SITE);
    }

    @Test
    void another_origin_is_told_nothing() {
        Answer preflight = preflight(node.http(null), "https://elsewhere.example", "authorization");
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.code()).isEqualTo("FORBIDDEN");
        assertThat(preflight.header(ALLOWED)).isEmpty();

        Answer call = node.http(ada).post(POSTS, Map.of("title", "x"), "origin", "https://elsewhere.example");
        assertThat(call.status()).isEqualTo(201);
        assertThat(call.header(ALLOWED)).isEmpty();
    }

    @Test
    void only_the_api_is_open_to_pages() {
        Answer answer = node.http(null).get("/actuator/health", "origin", SITE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ALLOWED)).isEmpty();
    }

    @Test
    void without_configuration_there_is_no_word_of_it() {
        Answer preflight = preflight(anybody, SITE, "authorization");
        assertThat(preflight.status()).isEqualTo(405);
        Answer call = anybody.get(POSTS, "origin", SITE);
        assertThat(call.status()).isEqualTo(200);

        for (Answer answer : List.of(preflight, call)) {
            assertThat(answer.raw().headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(answer.header("vary")).isEmpty();
        }
    }

    private static Answer preflight(Http caller, String origin, String headers) {
        return caller.send(
                "OPTIONS",
                POSTS,
                null,
                "origin",
                origin,
                "access-control-request-method",
                "PATCH",
                "access-control-request-headers",
                headers);
    }
}
