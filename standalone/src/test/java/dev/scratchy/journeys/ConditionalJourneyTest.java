package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client that has an answer already needs to know: whether it still holds, who may keep it, what it depends on. */
class ConditionalJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String TOKEN = "consistency-token";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"));

    @Test
    void what_everybody_sees_may_be_kept_by_everybody_but_has_to_be_asked_for_again() {
        String id = ada.draft("Public");
        String token = ada.post(POSTS + "/" + id + "/publish", null).header(TOKEN);

        Answer post = anybody.get(POSTS + "/" + id, TOKEN, token);

        assertThat(post.header("cache-control")).isEqualTo("no-cache, public");
        assertThat(post.header("cache-tag").split(",", -1))
                .containsExactlyInAnyOrder("post:" + id, "comment-count:post:" + id);
        assertThat(post.header("surrogate-key").split(" ", -1))
                .containsExactlyInAnyOrder("post:" + id, "comment-count:post:" + id);
        for (String path : List.of(POSTS, "/api/v1/tags", POSTS + "/" + id + "/comments")) {
            Answer list = anybody.get(path, TOKEN, token);
            assertThat(list.header("cache-control")).as(path).isEqualTo("no-cache, public");
            assertThat(list.header("cache-tag")).as(path).isNotEmpty();
        }
        Answer user = anybody.get("/api/v1/users/" + ada.userId(), TOKEN, token);
        assertThat(user.header("cache-control")).isEqualTo("no-cache, public");
        assertThat(user.raw().headers().allValues("vary")).contains("Authorization");
        assertThat(user.header("cache-tag")).contains("user:" + ada.userId());
    }

    @Test
    void what_not_everybody_sees_is_the_callers_and_a_refusal_nobody_keeps() {
        Answer begun = ada.post(POSTS, Map.of("title", "Private"));
        String post = POSTS + "/" + begun.text("id");
        String token = begun.header(TOKEN);

        for (String path : List.of(post, POSTS + "?status=draft", "/api/v1/me/feed")) {
            Answer own = ada.get(path, TOKEN, token);
            assertThat(own.header("cache-control")).as(path).isEqualTo("no-cache, private");
            assertThat(own.header("cache-tag") + own.header("surrogate-key"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(ada.get("/api/v1/me/notifications", TOKEN, token).header("cache-control"))
                .contains("no-store");
        assertThat(ada.get("/api/v1/search?q=private", TOKEN, token).header("cache-control"))
                .contains("no-store");
        assertThat(anybody.get(post, TOKEN, token).header("cache-control")).contains("no-store");
        assertThat(begun.header("cache-control")).contains("no-store");
    }

    @Test
    void an_answer_with_an_email_address_is_its_owners_alone() {
        String token = ada.patch("/api/v1/users/" + ada.userId(), Map.of("email", "ada@example.org"))
                .header(TOKEN);

        Answer own = ada.get("/api/v1/users/" + ada.userId(), TOKEN, token);
        Answer others = bob.get("/api/v1/users/" + ada.userId(), TOKEN, token);

        assertThat(own.text("email")).isEqualTo("ada@example.org");
        assertThat(own.header("cache-control")).isEqualTo("no-cache, private");
        assertThat(others.raw().body()).doesNotContain("example.org");
        assertThat(others.header("cache-control")).isEqualTo("no-cache, public");
    }

    @Test
    void a_date_is_given_but_never_believed_to_say_that_nothing_has_changed() {
        Answer begun = ada.post(POSTS, Map.of("title", "Dated"));
        String post = POSTS + "/" + begun.text("id");
        Answer read = ada.get(post, TOKEN, begun.header(TOKEN));
        String modified = read.header("last-modified");
        Instant said = ZonedDateTime.parse(modified, DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(said).isEqualTo(Instant.parse(read.text("updatedAt")).truncatedTo(ChronoUnit.SECONDS));

        // Most probably within the same second.
        String token = ada.patch(post, Map.of("title", "Changed")).header(TOKEN);

        Answer again = ada.get(post, TOKEN, token, "if-modified-since", modified);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("title")).isEqualTo("Changed");
        assertThat(ada.get(post, "if-none-match", again.header("etag"), "if-modified-since", modified)
                        .status())
                .isEqualTo(304);
    }

    @Test
    void a_comment_has_an_etag_for_reading_and_for_changing() {
        String post = POSTS + "/" + ada.published("Commented");
        Answer added = bob.post(post + "/comments", Map.of("content", "First"));
        String comment = "/api/v1/comments/" + added.text("id");

        Answer read = bob.get(comment, TOKEN, added.header(TOKEN));
        assertThat(read.header("etag")).matches("\"0(\\.\\d+)?\"");
        assertThat(read.header("last-modified")).isNotEmpty();
        assertThat(bob.get(comment, "if-none-match", read.header("etag")).status())
                .isEqualTo(304);

        Answer edited = bob.patch(comment, Map.of("content", "Edited"), "if-match", read.header("etag"));
        assertThat(edited.status()).isEqualTo(200);
        Answer tooLate = bob.patch(comment, Map.of("content", "Late"), "if-match", read.header("etag"));
        assertThat(tooLate.status() + " " + tooLate.code()).isEqualTo("412 VERSION_CONFLICT");
        assertThat(tooLate.json().path("currentVersion").asInt()).isEqualTo(1);
        assertThat(bob.get(comment, TOKEN, edited.header(TOKEN), "if-none-match", read.header("etag"))
                        .text("content"))
                .isEqualTo("Edited");
    }

    @Test
    void a_comment_whose_author_has_a_new_name_is_another_answer() {
        String post = POSTS + "/" + ada.published("Renamed author");
        Answer added = bob.post(post + "/comments", Map.of("content", "Signed"));
        String comment = "/api/v1/comments/" + added.text("id");
        String etag = bob.get(comment, TOKEN, added.header(TOKEN)).header("etag");

        String renamed = bob.patch("/api/v1/users/" + bob.userId(), Map.of("displayName", "Robert"))
                .header(TOKEN);

        Answer read = anybody.get(comment, TOKEN, renamed, "if-none-match", etag);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.data().path("author").path("displayName").asString()).isEqualTo("Robert");
    }
}
