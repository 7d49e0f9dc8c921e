package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** That reads come from Redis, and that a change ends exactly what it must. */
class CacheJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final StringRedisTemplate redis = RunningSystem.bean(StringRedisTemplate.class);

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
