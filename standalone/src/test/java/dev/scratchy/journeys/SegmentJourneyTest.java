package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** Projections run in segments on several nodes, and whoever reads does not notice. */
class SegmentJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String ADMIN = "/api/v1/admin";
    private static final Duration LATEST = Duration.ofSeconds(30);
    private static final List<String> DIVISIBLE = List.of("posts", "users", "comments", "search");

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");

    @AfterEach
    void one_segment_each() {
        for (String projection : DIVISIBLE) {
            admin.post(ADMIN + "/projections/" + projection + "/resume", null);
            Eventually.see(
                    LATEST,
                    () -> assertThat(admin.post(ADMIN + "/projections/" + projection + "/merge", null)
                                    .status())
                            .isEqualTo(409));
        }
        Eventually.see(
                LATEST,
                () -> DIVISIBLE.forEach(
                        projection -> assertThat(segments(projection)).hasSize(1)));
        Eventually.allRun(admin);
    }

    @Test
    void segments_are_shared_out_and_own_writes_are_seen_on_every_node_while_they_are_split_and_merged()
            throws Exception {
        try (Node other = Node.querySide()) {
            Http there = other.http(ada.token());
            Eventually.see(LATEST, () -> assertThat(nodes()).hasSize(2));
            DIVISIBLE.forEach(this::split);
            for (int n = 0; n < 40; n++) {
                assertOwnWriteIsSeen(there, "While it is split " + n);
            }
            Eventually.see(
                    LATEST,
                    () -> DIVISIBLE.forEach(projection -> assertThat(segments(projection))
                            .hasSize(2)
                            .allSatisfy(segment ->
                                    assertThat(segment.path("node").isNull()).isFalse())));
            DIVISIBLE.forEach(this::split);
            Eventually.see(
                    LATEST,
                    () -> DIVISIBLE.forEach(
                            projection -> assertThat(segments(projection)).hasSize(4)));
            Eventually.allRun(admin);
            Eventually.see(LATEST, () -> assertThat(loads()).hasSize(2).allMatch(load -> load >= 8));

            for (int n = 0; n < 40; n++) {
                assertOwnWriteIsSeen(there, "In four " + n);
            }
            DIVISIBLE.forEach(projection -> admin.post(ADMIN + "/projections/" + projection + "/merge", null));
            for (int n = 0; n < 40; n++) {
                assertOwnWriteIsSeen(there, "While it is merged " + n);
            }
        }
        Eventually.see(LATEST, () -> assertThat(nodes()).hasSize(1));
        Eventually.allRun(admin);
        Eventually.caughtUp(admin);
        for (String projection : ViewContents.projections()) {
            assertSameAsFoldedAnew(projection);
        }
    }

    @Test
    void a_replay_of_a_projection_whose_segments_are_not_equally_far_makes_the_same_view() {
        DIVISIBLE.forEach(this::split);
        Eventually.see(
                LATEST,
                () -> DIVISIBLE.forEach(
                        projection -> assertThat(segments(projection)).hasSize(2)));
        List<String> posts = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            posts.add(ada.published("Post " + n, "Content", "tag"));
            bob.comment(posts.getLast(), "Comment " + n);
        }
        ada.delete(POSTS + "/" + posts.getFirst());
        Eventually.caughtUp(admin);

        for (String projection : DIVISIBLE) {
            assertSameAsFoldedAnew(projection);
        }
    }

    /** Ten seconds of it are Axon's, until a claim runs out; {@link KilledReplayJourneyTest} waits for that in each build. */
    @Test
    @Tag("soak")
    @EnabledIfSystemProperty(named = "soak", matches = "true", disabledReason = "takes too long for every build")
    void what_a_killed_node_ran_goes_on_elsewhere_and_nothing_is_lost() throws Exception {
        DIVISIBLE.forEach(this::split);
        try (ReplayingNode killed = ReplayingNode.start()) {
            Eventually.see(LATEST, () -> assertThat(loads()).hasSize(2).allMatch(load -> load >= 4));
            for (int n = 0; n < 50; n++) {
                bob.comment(ada.published("Post " + n), "Comment " + n);
            }
            assertThat(killed).isNotNull();
        }
        for (int n = 0; n < 50; n++) {
            bob.comment(ada.published("Another " + n), "Comment " + n);
        }

        Eventually.see(LATEST, () -> assertThat(nodes()).hasSize(1));
        Eventually.allRun(admin);
        Eventually.caughtUp(admin);
        for (String projection : ViewContents.projections()) {
            assertSameAsFoldedAnew(projection);
        }
    }

    @Test
    void a_paused_projection_stands_still_on_every_node_and_goes_on_when_it_is_resumed() {
        String post = POSTS + "/" + ada.draft("Before");
        Eventually.caughtUp(admin);
        assertThat(admin.post(ADMIN + "/projections/posts/pause", null).text("state"))
                .isEqualTo("paused");
        Eventually.see(
                LATEST,
                () -> assertThat(segments("posts"))
                        .allSatisfy(segment ->
                                assertThat(segment.path("node").isNull()).isTrue()));

        ada.patch(post, Map.of("title", "After"));
        Eventually.see(
                () -> assertThat(projection("posts").path("lag").asLong()).isPositive());
        assertThat(ada.get(post).text("title")).isEqualTo("Before");

        admin.post(ADMIN + "/projections/posts/resume", null);
        Eventually.see(LATEST, () -> assertThat(ada.get(post).text("title")).isEqualTo("After"));
    }

    @Test
    void what_cannot_be_divided_is_refused() {
        assertThat(admin.post(ADMIN + "/projections/notifications/split", null).code())
                .isEqualTo("INVALID_STATE");
        assertThat(admin.post(ADMIN + "/projections/posts/merge", null).code()).isEqualTo("INVALID_STATE");
        assertThat(admin.post(ADMIN + "/projections/nothing/split", null).code())
                .isEqualTo("NOT_FOUND");
        assertThat(admin.post(ADMIN + "/projections/nothing/pause", null).code())
                .isEqualTo("NOT_FOUND");
    }

    private void assertOwnWriteIsSeen(Http there, String title) {
        Http.Answer written = ada.post(POSTS, Map.of("title", title));
        assertThat(written.status()).isEqualTo(201);
        Http.Answer read = there.get(
                POSTS + "/" + written.text("id"),
                "Consistency-Token",
                written.header("consistency-token"),
                "Prefer",
                "wait=10");
        assertThat(read.status()).as(title).isEqualTo(200);
        assertThat(read.text("title")).isEqualTo(title);
    }

    private void assertSameAsFoldedAnew(String projection) {
        Map<String, String> live = ViewContents.of(projection);
        String replay = admin.post(ADMIN + "/projections/" + projection + "/replay", null)
                .header("location");
        Eventually.completed(admin, replay);
        assertThat(ViewContents.of(projection)).as(projection).isEqualTo(live);
    }

    private void split(String projection) {
        assertThat(admin.post(ADMIN + "/projections/" + projection + "/split", null)
                        .status())
                .isEqualTo(202);
    }

    private List<Integer> loads() {
        return nodes().stream().map(node -> node.path("segments").size()).toList();
    }

    private Set<JsonNode> nodes() {
        return new HashSet<>(admin.get(ADMIN + "/nodes").data().values());
    }

    private List<JsonNode> segments(String projection) {
        return List.copyOf(projection(projection).path("segments").values());
    }

    private JsonNode projection(String name) {
        return admin.get(ADMIN + "/projections").data().values().stream()
                .filter(projection -> projection.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
