package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PostJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");
    private final Http editor = anybody.as(Names.unique("edith"), "editor");

    @Test
    void a_post_is_written_published_changed_and_deleted() {
        Answer created = ada.post(
                POSTS, Map.of("title", "A first post", "content", "With *words*.", "tags", List.of("one", "two")));
        String post = POSTS + "/" + created.text("id");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("location")).isEqualTo(post);
        assertThat(created.header("etag")).isEqualTo("\"0\"");
        assertThat(created.header("x-correlation-id")).isNotEmpty();

        Eventually.see(() -> assertThat(ada.get(post).status()).isEqualTo(200));
        JsonNode draft = ada.get(post).data();
        assertThat(draft.path("title").asString()).isEqualTo("A first post");
        assertThat(draft.path("content").asString()).isEqualTo("With *words*.");
        assertThat(draft.path("status").asString()).isEqualTo("draft");
        assertThat(draft.path("tags").values()).extracting(JsonNode::asString).containsExactly("one", "two");
        assertThat(draft.path("publishedAt").isNull()).isTrue();

        Answer published = ada.post(post + "/publish", Map.of("publishedAt", "2015-05-15T12:00:00Z"));
        assertThat(published.status()).isEqualTo(200);
        Eventually.see(() -> assertThat(anybody.get(post).text("publishedAt")).isEqualTo("2015-05-15T12:00:00Z"));

        Answer changed = ada.patch(post, Map.of("content", "With other words."), "if-match", published.header("etag"));
        assertThat(changed.status()).isEqualTo(200);
        Eventually.see(() -> assertThat(anybody.get(post).text("content")).isEqualTo("With other words."));
        assertThat(anybody.get(post).text("title")).isEqualTo("A first post");
        assertThat(anybody.get(post).header("etag")).isEqualTo(changed.header("etag"));

        assertThat(ada.delete(post).status()).isEqualTo(200);
        Eventually.see(() -> assertThat(anybody.get(post).status()).isEqualTo(404));
        assertThat(ada.patch(post, Map.of("title", "Back?")).status()).isEqualTo(404);
    }

    @Test
    void an_unchanged_post_answers_304() {
        String post = published(ada, Names.unique("Unchanged"));
        Answer read = anybody.get(post);

        assertThat(anybody.get(post, "if-none-match", read.header("etag")).status())
                .isEqualTo(304);
        assertThat(anybody.get(post, "if-none-match", "\"99\"").status()).isEqualTo(200);
    }

    @Test
    void a_change_meant_for_an_older_version_is_refused() {
        String post = published(ada, Names.unique("Versions"));
        Answer stale = ada.patch(post, Map.of("title", "Too late"), "if-match", "\"0\"");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("VERSION_CONFLICT");
        assertThat(ada.patch(post, Map.of("title", "In time"), "if-match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(ada.patch(post, Map.of("title", "Whenever"), "if-match", "*").status())
                .isEqualTo(200);
    }

    @Test
    void a_wish_for_what_is_so_already_changes_nothing() {
        String post = published(ada, Names.unique("Again"));
        String etag = ada.put(post + "/tags/calm", null).header("etag");

        assertThat(ada.put(post + "/tags/calm", null).header("etag")).isEqualTo(etag);
        assertThat(ada.post(post + "/publish", null).header("etag")).isEqualTo(etag);
        assertThat(ada.patch(post, Map.of()).header("etag")).isEqualTo(etag);
        assertThat(ada.delete(post + "/tags/never-there").header("etag")).isEqualTo(etag);
    }

    @Test
    void drafts_are_seen_by_their_author_and_editors_only() {
        String title = Names.unique("Secret");
        String id = ada.post(POSTS, Map.of("title", title)).text("id");
        String post = POSTS + "/" + id;
        String slug = title.toLowerCase(java.util.Locale.ROOT);

        Eventually.see(() -> assertThat(ada.get(post).status()).isEqualTo(200));
        assertThat(editor.get(post).status()).isEqualTo(200);
        assertThat(bob.get(post).status()).isEqualTo(404);
        assertThat(anybody.get(post).status()).isEqualTo(404);
        assertThat(anybody.get(POSTS + "/by-slug/" + slug).status()).isEqualTo(404);
        assertThat(ids(ada.get(POSTS + "?status=draft"))).contains(id);
        assertThat(ids(bob.get(POSTS + "?status=draft"))).doesNotContain(id);
        assertThat(ids(editor.get(POSTS + "?status=draft&limit=100"))).contains(id);
        assertThat(anybody.get(POSTS + "?status=draft").status()).isEqualTo(401);
    }

    @Test
    void an_old_slug_leads_to_the_new_one_until_somebody_takes_it() {
        String oldSlug = Names.unique("old");
        String newSlug = Names.unique("new");
        String post = published(ada, oldSlug);
        ada.patch(post, Map.of("slug", newSlug));

        Eventually.see(() -> {
            Answer moved = anybody.get(POSTS + "/by-slug/" + oldSlug);
            assertThat(moved.status()).isEqualTo(301);
            assertThat(moved.header("location")).isEqualTo(POSTS + "/by-slug/" + newSlug);
        });
        assertThat(anybody.get(POSTS + "/by-slug/" + newSlug).status()).isEqualTo(200);

        String taker = published(bob, oldSlug);
        // The post is shown before what its publication outdates is invalidated.
        Eventually.see(() -> assertThat(
                        POSTS + "/" + anybody.get(POSTS + "/by-slug/" + oldSlug).text("id"))
                .isEqualTo(taker));
    }

    @Test
    void a_deleted_post_frees_its_slug() {
        String slug = Names.unique("freed");
        String post = published(ada, slug);
        assertThat(bob.post(POSTS, Map.of("title", "Mine", "slug", slug)).code())
                .isEqualTo("SLUG_TAKEN");

        ada.delete(post);

        assertThat(bob.post(POSTS, Map.of("title", "Mine", "slug", slug)).status())
                .isEqualTo(201);
    }

    @Test
    void a_title_that_makes_a_taken_slug_gets_a_numbered_one() {
        String title = Names.unique("Twice");
        String first = published(ada, title);
        String second = published(ada, title);

        assertThat(anybody.get(second).text("slug"))
                .isEqualTo(anybody.get(first).text("slug") + "-2");
    }

    @Test
    void an_upsert_creates_once_and_updates_then() {
        String path = POSTS + "/by-slug/" + Names.unique("upserted");

        Answer first = ada.put(path, Map.of("title", "One", "content", "a"));
        Answer again = ada.put(path, Map.of("title", "One", "content", "a"));
        Answer other = ada.put(path, Map.of("title", "Two", "content", "a"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.data()).isEqualTo(first.data());
        assertThat(other.text("id")).isEqualTo(first.text("id"));
        assertThat(other.header("etag")).isEqualTo("\"1\"");
        assertThat(bob.put(path, Map.of("title", "Not yours")).status()).isEqualTo(403);
    }

    @Test
    void lists_are_filtered_and_paged() {
        String tag = Names.unique("listed");
        Http author = anybody.as(Names.unique("lister"), "author");
        for (int day = 1; day <= 5; day++) {
            Answer created = author.post(POSTS, Map.of("title", "Day " + day, "tags", List.of(tag), "content", "x"));
            author.post(
                    POSTS + "/" + created.text("id") + "/publish",
                    Map.of("publishedAt", "2020-01-0" + day + "T00:00:00Z"));
        }

        Eventually.see(
                () -> assertThat(total(anybody.get(POSTS + "?tag=" + tag))).isEqualTo(5));
        Answer second = anybody.get(POSTS + "?tag=" + tag + "&page=2&limit=2");
        assertThat(second.data().values())
                .extracting(post -> post.path("title").asString())
                .containsExactly("Day 3", "Day 2");
        assertThat(second.data().get(0).has("content")).isFalse();
        assertThat(second.data().get(0).path("excerpt").asString()).isEqualTo("x");
        assertThat(second.json().path("meta").toString())
                .isEqualTo("{\"page\":2,\"limit\":2,\"total\":5,\"totalPages\":3}");
        Answer beyond = anybody.get(POSTS + "?tag=" + tag + "&page=9");
        assertThat(beyond.data()).isEmpty();
        assertThat(total(beyond)).isEqualTo(5);
        String authorId = second.data().get(0).path("authorId").asString();
        assertThat(total(anybody.get(POSTS + "?author=" + authorId))).isEqualTo(5);
        assertThat(total(anybody.get(POSTS + "?author=" + authorId + "&tag=" + tag)))
                .isEqualTo(5);
        assertThat(total(anybody.get(POSTS + "?author=" + authorId + "&tag=other")))
                .isZero();
        assertThat(anybody.get("/api/v1/tags").data().values())
                .anySatisfy(count -> assertThat(count.toString()).isEqualTo("{\"tag\":\"" + tag + "\",\"posts\":5}"));
    }

    private String published(Http author, String title) {
        String post = POSTS + "/"
                + author.post(POSTS, Map.of("title", title, "content", "Some content."))
                        .text("id");
        author.post(post + "/publish", null);
        Eventually.see(() -> assertThat(anybody.get(post).status()).isEqualTo(200));
        return post;
    }

    private static List<String> ids(Answer list) {
        return list.data().values().stream()
                .map(post -> post.path("id").asString())
                .toList();
    }

    private static long total(Answer list) {
        return list.json().path("meta").path("total").asLong();
    }
}
