package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CacheListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** That reads come from Redis, and that a change ends exactly what it must. */
class CacheJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final StringRedisTemplate redis = RunningSystem.bean(StringRedisTemplate.class);

    @BeforeEach
    void nothing_is_outdated_any_more() {
        Eventually.caughtUp(admin);
    }

    @Test
    void a_change_is_seen_and_leaves_other_posts_cached() {
        String changed = published("Changed");
        String untouched = published("Untouched");
        anybody.get(changed);
        anybody.get(untouched);
        String entryBefore = entry(untouched);
        assertThat(entry(changed)).contains("Changed");

        ada.patch(changed, Map.of("title", "Changed indeed"));

        // What is promised as long as processors poll the log.
        Eventually.see(
                Duration.ofSeconds(2),
                () -> assertThat(anybody.get(changed).text("title")).isEqualTo("Changed indeed"));
        anybody.get(untouched);
        assertThat(entryBefore).isNotEmpty();
        assertThat(entry(untouched)).isEqualTo(entryBefore);
        Eventually.see(() -> {
            anybody.get(changed);
            assertThat(entry(changed)).contains("Changed indeed");
        });
    }

    @Test
    void a_cached_draft_is_kept_from_others() {
        String id = ada.post(POSTS, Map.of("title", "Hidden in the cache")).text("id");
        Eventually.see(() -> assertThat(ada.get(POSTS + "/" + id).status()).isEqualTo(200));

        assertThat(entry(POSTS + "/" + id)).isNotEmpty();
        assertThat(anybody.get(POSTS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_new_draft_leaves_the_lists_cached() {
        published("Listed");
        anybody.get(POSTS + "?limit=7");
        String list = firstPage();

        String draft =
                POSTS + "/" + ada.post(POSTS, Map.of("title", "Not listed")).text("id");
        Eventually.see(() -> assertThat(ada.get(draft).status()).isEqualTo(200));
        anybody.get(POSTS + "?limit=7");
        assertThat(firstPage()).isEqualTo(list).isNotEmpty();

        ada.post(draft + "/publish", null);
        Eventually.see(() -> {
            anybody.get(POSTS + "?limit=7");
            assertThat(firstPage()).isNotEqualTo(list);
        });
    }

    @Test
    void a_list_is_never_served_for_another() {
        published("In one list only");
        Eventually.see(() -> assertThat(anybody.get(POSTS + "?limit=9").data()).isNotEmpty());

        assertThat(anybody.get(POSTS + "?limit=9&tag=null").data()).isEmpty();
        assertThat(anybody.get(POSTS + "?limit=9").data()).isNotEmpty();
    }

    @Test
    void who_has_an_answer_already_is_told_so_from_the_cache_and_its_head_alone_is_there_too() {
        String post = published("Known");
        List<String> questions = List.of(
                post,
                post + "?include=author,comments",
                post + "/comments",
                POSTS + "?limit=5",
                "/api/v1/tags",
                "/api/v1/users/" + ada.userId());
        Eventually.see(
                () -> assertThat(anybody.get(questions.getLast()).status()).isEqualTo(200));
        for (String question : questions) {
            Answer first = anybody.get(question);
            List<String> loads = loadsDuring(() -> {
                Answer again = anybody.get(question, "if-none-match", first.header("etag"));
                assertThat(again.status()).as(question).isEqualTo(304);
                assertThat(again.raw().body()).isEmpty();
                Answer head = anybody.send("HEAD", question, null);
                assertThat(head.status()).isEqualTo(200);
                assertThat(head.header("etag")).isEqualTo(first.header("etag"));
                assertThat(head.raw().body()).isEmpty();
                assertThat(anybody.get(question, "if-none-match", "\"other\"").status())
                        .isEqualTo(200);
            });
            assertThat(loads).as(question).isEmpty();
        }
    }

    @Test
    void that_there_is_nothing_is_kept_until_there_is_something() {
        String slug = Names.unique("not-yet");
        String question = POSTS + "/by-slug/" + slug;
        assertThat(anybody.get(question).status()).isEqualTo(404);
        assertThat(loadsDuring(() -> assertThat(anybody.get(question).status()).isEqualTo(404)))
                .isEmpty();

        String id = ada.post(POSTS, Map.of("title", "Now", "slug", slug)).text("id");
        ada.post(POSTS + "/" + id + "/publish", null);
        Eventually.caughtUp(admin);

        assertThat(anybody.get(question).status()).isEqualTo(200);
    }

    @Test
    void a_slug_that_was_left_leads_on_until_it_is_taken() {
        String left = Names.unique("left");
        String id = ada.post(POSTS, Map.of("title", "Moving", "slug", left)).text("id");
        ada.post(POSTS + "/" + id + "/publish", null);
        String next = Names.unique("next");
        ada.patch(POSTS + "/" + id, Map.of("slug", next));
        Eventually.caughtUp(admin);

        for (int time = 0; time < 2; time++) {
            Answer moved = anybody.get(POSTS + "/by-slug/" + left);
            assertThat(moved.status()).isEqualTo(301);
            assertThat(moved.header("location")).isEqualTo(POSTS + "/by-slug/" + next);
        }
        String other = ada.post(POSTS, Map.of("title", "Taking", "slug", left)).text("id");
        ada.post(POSTS + "/" + other + "/publish", null);
        Eventually.caughtUp(admin);
        assertThat(anybody.get(POSTS + "/by-slug/" + left).text("title")).isEqualTo("Taking");
    }

    @Test
    void an_email_address_is_in_nobody_elses_answer() {
        ada.patch("/api/v1/users/" + ada.userId(), Map.of("email", "ada@example.org"));
        Eventually.caughtUp(admin);
        String user = "/api/v1/users/" + ada.userId();
        String named = "/api/v1/users/by-username/" + ada.get(user).text("username");

        for (String question : List.of(user, named, user, named)) {
            assertThat(ada.get(question).text("email")).isEqualTo("ada@example.org");
            assertThat(anybody.get(question).data().has("email")).isFalse();
            assertThat(admin.get(question).text("email")).isEqualTo("ada@example.org");
        }
    }

    private static List<String> loadsDuring(Runnable questions) {
        List<String> loads = new CopyOnWriteArrayList<>();
        CacheListener listener = new CacheListener() {
            @Override
            public void loaded(String query, String key, Duration duration) {
                loads.add(query + "~" + key);
            }
        };
        Cache cache = RunningSystem.bean(Cache.class);
        cache.listen(listener);
        try {
            questions.run();
        } finally {
            cache.forget(listener);
        }
        return loads;
    }

    private @Nullable String firstPage() {
        return redis.opsForValue().get("{c}e:posts~PUBLISHED///1/7");
    }

    private @Nullable String entry(String post) {
        return redis.opsForValue().get("{c}e:post~" + post.substring(post.lastIndexOf('/') + 1));
    }

    /** Published, and the invalidation that goes with it is over: it follows the commit that makes the post visible. */
    private String published(String title) {
        String id = ada.post(POSTS, Map.of("title", title)).text("id");
        String post = POSTS + "/" + id;
        ada.post(post + "/publish", null);
        Eventually.see(() -> assertThat(anybody.get(post).status()).isEqualTo(200));
        Eventually.see(() ->
                assertThat(redis.opsForZSet().score("{c}inv", "post:" + id)).isNotNull());
        return post;
    }
}
