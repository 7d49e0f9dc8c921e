package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommentCommandJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String COMMENTS = "/api/v1/comments";

    private final Http anybody = RunningSystem.http();
    private final Http author = anybody.as(Names.unique("ada"), "author");
    private final Http editor = anybody.as(Names.unique("edith"), "editor");
    private final Http reader = anybody.as(Names.unique("rita"));
    private final Http stranger = anybody.as(Names.unique("sam"), "author");

    private String published() {
        String post = POSTS + "/"
                + author.post(POSTS, Map.of("title", Names.unique("Talked about")))
                        .text("id");
        assertThat(author.post(post + "/publish", null).status()).isEqualTo(200);
        return post;
    }

    private static Answer comment(Http caller, String post) {
        return caller.post(post + "/comments", Map.of("content", "Said"));
    }

    private String commented(String post) {
        return COMMENTS + "/" + comment(reader, post).text("id");
    }

    private static String idIn(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void a_comment_is_added_edited_and_deleted() {
        String post = published();

        Answer added = comment(reader, post);
        String comment = COMMENTS + "/" + added.text("id");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("location")).isEqualTo(comment);
        assertThat(added.header("etag")).isEqualTo("\"0\"");

        Map<String, String> other = Map.of("content", "Said otherwise");
        assertThat(reader.patch(comment, other, "if-match", "\"0\"").header("etag"))
                .isEqualTo("\"1\"");
        assertThat(reader.patch(comment, other).header("etag")).isEqualTo("\"1\"");
        assertThat(reader.patch(comment, other, "if-match", "\"0\"").status()).isEqualTo(412);
        assertThat(editor.patch(comment, Map.of("content", "Said politely")).header("etag"))
                .isEqualTo("\"2\"");

        assertThat(reader.delete(comment).status()).isEqualTo(200);
        assertThat(reader.delete(comment).status()).isEqualTo(404);
        assertThat(reader.patch(comment, other).status()).isEqualTo(404);
        assertThat(Stored.namesOf(Stored.eventsOf(idIn(comment))))
                .containsExactly("CommentAdded", "CommentEdited", "CommentEdited", "CommentDeleted");
        assertThat(Stored.commentsOn(idIn(post))).isEmpty();
    }

    @Test
    void a_comment_that_says_nothing_or_too_much_is_refused() {
        String post = published();
        String comment = commented(post);

        for (Object body : List.of(
                Map.of(), Map.of("content", " \n"), Map.of("content", "a".repeat(10_001)), Map.of("content", "\0"))) {
            assertThat(reader.post(post + "/comments", body).code()).isEqualTo("VALIDATION_FAILED");
            assertThat(reader.patch(comment, body).code()).isEqualTo("VALIDATION_FAILED");
        }
        assertThat(reader.post(post + "/comments", Map.of("content", "a".repeat(10_000)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nobody_changes_somebody_elses_comment() {
        String comment = commented(published());

        for (Http other : List.of(stranger, author)) {
            assertThat(other.patch(comment, Map.of("content", "Forged")).status())
                    .isEqualTo(403);
            assertThat(other.delete(comment).status()).isEqualTo(403);
        }
        assertThat(anybody.patch(comment, Map.of("content", "Forged")).status()).isEqualTo(401);
        assertThat(anybody.delete(comment).status()).isEqualTo(401);
        assertThat(anybody.post(published() + "/comments", Map.of("content", "Hello"))
                        .status())
                .isEqualTo(401);
        // A refused deletion has freed nothing.
        assertThat(editor.delete(comment).status()).isEqualTo(200);
    }

    @Test
    void a_post_that_is_not_public_is_not_commented_on_and_who_may_not_know_of_it_is_not_told() {
        String draft =
                POSTS + "/" + author.post(POSTS, Map.of("title", "Draft")).text("id");
        String archived = published();
        assertThat(author.post(archived + "/archive", null).status()).isEqualTo(200);

        for (String post : List.of(draft, archived)) {
            assertThat(comment(author, post).code()).isEqualTo("INVALID_STATE");
            assertThat(comment(editor, post).code()).isEqualTo("INVALID_STATE");
            assertThat(comment(reader, post).code()).isEqualTo("NOT_FOUND");
            assertThat(comment(stranger, post).code()).isEqualTo("NOT_FOUND");
        }
        assertThat(comment(editor, POSTS + "/01ARZ3NDEKTSV4RRFFQ69G5FAV").code())
                .isEqualTo("NOT_FOUND");
        assertThat(comment(editor, POSTS + "/nothing").code()).isEqualTo("MALFORMED_ID");
    }

    @Test
    void while_its_post_is_withdrawn_a_comment_can_only_be_deleted() {
        String post = published();
        String comment = commented(post);
        String another = commented(post);
        assertThat(author.post(post + "/unpublish", null).status()).isEqualTo(200);

        assertThat(reader.patch(comment, Map.of("content", "Changed")).code()).isEqualTo("INVALID_STATE");
        assertThat(reader.patch(comment, Map.of("content", "Said")).code()).isEqualTo("INVALID_STATE");
        assertThat(reader.delete(comment).status()).isEqualTo(200);

        assertThat(author.post(post + "/publish", null).status()).isEqualTo(200);
        assertThat(reader.patch(another, Map.of("content", "Changed")).status()).isEqualTo(200);
    }

    @Test
    void a_comment_goes_with_its_post() {
        String post = published();
        String comment = commented(post);
        assertThat(author.delete(post).status()).isEqualTo(200);

        for (Http caller : List.of(reader, editor, stranger)) {
            assertThat(caller.patch(comment, Map.of("content", "Changed")).status())
                    .isEqualTo(404);
            assertThat(caller.delete(comment).status()).isEqualTo(404);
        }
        assertThat(comment(reader, post).status()).isEqualTo(404);
        assertThat(Stored.namesOf(Stored.eventsOf(idIn(comment)))).containsExactly("CommentAdded");
    }
}
