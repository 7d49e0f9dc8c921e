package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an operator sees of the cache, and how one ends what is in it. */
class CacheAdminJourneyTest {

    private static final String CACHE = "/api/v1/admin/cache";
    private static final String INVALIDATE = CACHE + "/invalidate";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    @BeforeEach
    void nothing_is_outdated_any_more() {
        Eventually.caughtUp(admin);
    }

    @Test
    void the_report_counts_what_becomes_of_reads() {
        String post = "/api/v1/posts/" + ada.readable("Counted");
        assertThat(anybody.get(post).status()).isEqualTo(200);
        JsonNode before = query("post");
        anybody.get(post);
        anybody.get(post);

        JsonNode after = query("post");
        assertThat(after.path("hits").asLong() - before.path("hits").asLong()).isEqualTo(2);
        assertThat(after.path("loads").asLong())
                .isPositive()
                .isEqualTo(before.path("loads").asLong());
        assertThat(after.path("inconsistencies").asLong()).isZero();
        assertThat(admin.get(CACHE).data().path("breaker").asString()).isEqualTo("closed");
        // Those of other tests may be late for a moment, on a machine that has other things to do.
        Eventually.see(() -> assertThat(
                        admin.get(CACHE).data().path("overdueInvalidations").asLong(-1))
                .isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"post:%s", "post:*", "*"})
    void what_is_invalidated_is_loaded_again(String reference) {
        String id = ada.readable("Invalidated");
        assertThat(anybody.get("/api/v1/posts/" + id).status()).isEqualTo(200);
        long loads = query("post").path("loads").asLong();

        Answer answer = admin.post(INVALIDATE, Map.of("references", List.of(reference.formatted(id))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().path("acknowledged").asBoolean()).isTrue();
        assertThat(anybody.get("/api/v1/posts/" + id).status()).isEqualTo(200);
        assertThat(query("post").path("loads").asLong()).isEqualTo(loads + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"references\": []}",
                "{\"references\": [null]}",
                "{\"references\": [\"\"]}",
                "{\"references\": [\"!floor\"]}",
                "{\"references\": [\"~post\"]}",
                "{\"references\": [\"po*st\"]}",
                "{\"references\": [\"a\\nb\"]}",
            })
    void what_is_no_reference_is_refused(String body) {
        Answer answer = admin.post(INVALIDATE, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("references");
    }

    @Test
    void too_many_references_and_unknown_fields_are_refused() {
        assertThat(admin.post(INVALIDATE, Map.of("references", numbered(1_001))).status())
                .isEqualTo(422);
        assertThat(admin.post(INVALIDATE, Map.of("references", numbered(1_000))).status())
                .isEqualTo(200);
        assertThat(admin.post(INVALIDATE, Map.of("keys", List.of("post:1"))).status())
                .isEqualTo(400);
        assertThat(admin.post(INVALIDATE, Collections.singletonMap("references", 1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void only_admins_see_and_change_it() {
        assertThat(anybody.get(CACHE).status()).isEqualTo(401);
        assertThat(ada.get(CACHE).status()).isEqualTo(403);
        assertThat(anybody.post(INVALIDATE, Map.of("references", List.of("*"))).status())
                .isEqualTo(401);
        assertThat(ada.post(INVALIDATE, Map.of("references", List.of("*"))).status())
                .isEqualTo(403);
    }

    private JsonNode query(String name) {
        return admin.get(CACHE).data().path("queries").values().stream()
                .filter(query -> query.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> numbered(int many) {
        return IntStream.range(0, many).mapToObj(number -> "none:" + number).toList();
    }
}
