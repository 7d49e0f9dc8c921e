package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CommentJourneyTest {

    private static final String POSTS = "/api/v1/posts/";
    private static final String COMMENTS = "/api/v1/comments/";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http reader = anybody.as(Names.unique("reader"));
    private final Http admin = anybody.as(Names.unique("admin"), "admin");

    @Test
    void a_comment_is_added_edited_and_deleted_and_its_post_counts_it() {
        String post = POSTS + ada.published("Commented");
        Answer added = reader.post(post + "/comments", Map.of("content", "First!"));
        assertThat(added.status()).isEqualTo(201);
        String comment = added.header("location");
        assertThat(comment).isEqualTo(COMMENTS + added.text("id"));

        Eventually.see(
                () -> assertThat(anybody.get(post).data().path("commentCount").asInt())
                        .isEqualTo(1));
        JsonNode read = anybody.get(comment).data();
        assertThat(read.path("content").asString()).isEqualTo("First!");
        assertThat(read.path("author").path("id").asString()).isEqualTo(reader.userId());

        reader.patch(comment, Map.of("content", "First, indeed."));
        Eventually.see(() -> assertThat(contents(post)).containsExactly("First, indeed."));

        assertThat(ada.delete(comment).status()).as("not her comment").isEqualTo(403);
        reader.delete(comment);
        Eventually.see(() -> {
            assertThat(contents(post)).isEmpty();
            assertThat(anybody.get(post).data().path("commentCount").asInt()).isZero();
        });
    }

    @Test
    void comments_come_in_pages_the_latest_first() {
        String post = POSTS + ada.published("Much commented");
        for (int number = 1; number <= 7; number++) {
            reader.post(post + "/comments", Map.of("content", "Number " + number));
        }

        Eventually.caughtUp(admin);
        assertThat(contents(post)).hasSize(7);
        Answer second = anybody.get(post + "/comments?page=2&limit=3");
        assertThat(second.data().values())
                .extracting(comment -> comment.path("content").asString())
                .containsExactly("Number 4", "Number 3", "Number 2");
        assertThat(second.json().path("meta").path("total").asInt()).isEqualTo(7);
        assertThat(second.json().path("meta").path("totalPages").asInt()).isEqualTo(3);
        assertThat(anybody.get(post + "/comments?page=9").data()).isEmpty();
    }

    @Test
    void only_published_posts_take_comments_and_show_them() {
        String draft = POSTS + ada.draft("Not yet");
        assertThat(ada.post(draft + "/comments", Map.of("content", "Too early")).code())
                .isEqualTo("INVALID_STATE");
        assertThat(reader.post(draft + "/comments", Map.of("content", "How do you know?"))
                        .status())
                .isEqualTo(404);

        ada.post(draft + "/publish", null);
        String comment =
                reader.post(draft + "/comments", Map.of("content", "Now")).header("location");
        Eventually.see(() -> assertThat(contents(draft)).containsExactly("Now"));
        ada.post(draft + "/unpublish", null);
        Eventually.see(() -> {
            assertThat(anybody.get(draft + "/comments").status()).isEqualTo(404);
            assertThat(reader.get(comment).status()).isEqualTo(404);
            assertThat(ada.get(draft + "/comments").data()).hasSize(1);
        });
    }

    @Test
    void a_new_comment_is_no_304_for_its_post() {
        String post = POSTS + ada.published("Watched");
        Eventually.see(() -> assertThat(anybody.get(post).status()).isEqualTo(200));
        String tag = anybody.get(post).header("etag");

        reader.post(post + "/comments", Map.of("content", "Look again"));

        Eventually.see(() ->
                assertThat(anybody.get(post, "if-none-match", tag).status()).isEqualTo(200));
        assertThat(ada.patch(
                                post,
                                Map.of("title", "Guarded"),
                                "if-match",
                                anybody.get(post).header("etag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_comment_outdates_the_lists_that_count_it() {
        String id = ada.published("Listed and counted", "With words.", Names.unique("tag"));
        String list = "/api/v1/posts?author=" + ada.userId();
        Eventually.see(() -> assertThat(anybody.get(list).data()).hasSize(1));
        assertThat(anybody.get(list).data().get(0).path("commentCount").asInt()).isZero();

        reader.comment(id, "Counted?");

        Eventually.see(() -> assertThat(
                        anybody.get(list).data().get(0).path("commentCount").asInt())
                .isEqualTo(1));
    }

    @Test
    void a_renamed_user_is_renamed_beside_comments() {
        String post = POSTS + ada.published("Signed");
        reader.post(post + "/comments", Map.of("content", "Signed"));
        Eventually.see(() -> assertThat(contents(post)).hasSize(1));

        reader.patch("/api/v1/users/" + reader.userId(), Map.of("displayName", "Somebody else"));

        Eventually.see(() -> assertThat(anybody.get(post + "/comments")
                        .data()
                        .get(0)
                        .path("author")
                        .path("displayName")
                        .asString())
                .isEqualTo("Somebody else"));
    }

    private List<String> contents(String post) {
        return anybody.get(post + "/comments").data().values().stream()
                .map(comment -> comment.path("content").asString())
                .toList();
    }
}
