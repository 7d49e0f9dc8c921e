package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.identity.ReplayId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays that compare instead of replacing, and what can be seen of a replay while it goes on. */
class VerifyJourneyTest {

    private static final String POSTS = "/api/v1/posts/";
    private static final String ADMIN = "/api/v1/admin/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @AfterEach
    void nothing_is_left() {
        Eventually.see(() -> assertThat(ViewContents.leftOver()).isEmpty());
    }

    @Test
    void a_view_that_is_written_all_the_time_is_what_the_log_says() throws Exception {
        String post = ada.published("Verified", "Content", "verified");
        Eventually.caughtUp(admin);
        // What other tests did to the tables by hand.
        ViewContents.projections().forEach(name -> ended(started(name, "replay")));
        var enough = new AtomicBoolean();
        var faults = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> load = List.of(
                    threads.submit(() -> write(post, enough, faults)), threads.submit(() -> follow(enough, faults)));
            try {
                // One after the other: five at once, of all that other tests have written, are a test of patience.
                for (String projection : ViewContents.projections()) {
                    JsonNode ended = ended(started(projection, "verify")).data();
                    assertThat(ended.path("differences").isArray())
                            .as("%s", ended)
                            .isTrue();
                    assertThat(ended.path("differences")).as("%s", ended).isEmpty();
                    assertThat(ended.path("mode").asString()).isEqualTo("verify");
                    assertThat(ended.path("percent").asInt()).isEqualTo(100);
                }
            } finally {
                // Who writes is waited for, whatever was found.
                enough.set(true);
            }
            for (Future<?> each : load) {
                each.get();
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void rows_that_were_changed_deleted_or_added_by_hand_are_found_and_left_alone() {
        String changed = ada.published("Changed", "Content", "byhand");
        String deleted = ada.published("Deleted");
        bob.put("/api/v1/users/" + ada.userId() + "/follow", null);
        Eventually.caughtUp(admin);
        ended(started("posts", "replay"));
        ended(started("users", "replay"));
        jdbc.sql("UPDATE post SET content = 'By hand' WHERE id = ?")
                .param(changed)
                .update();
        jdbc.sql("DELETE FROM post_tag WHERE post_id = ? AND tag = 'byhand'")
                .param(changed)
                .update();
        jdbc.sql(
                        "INSERT INTO follow SELECT followed_id, follower_id, created_at, updated_at FROM follow WHERE follower_id = ?")
                .param(bob.userId())
                .update();
        // As it is after the last one has gone, which is as good as no row.
        jdbc.sql("INSERT INTO follow_count (user_id, followers, following) VALUES ('nobody', 0, 0)")
                .update();
        jdbc.sql("DELETE FROM post WHERE id = ?").param(deleted).update();
        Map<String, String> posts = ViewContents.of("posts");
        Map<String, String> users = ViewContents.of("users");

        JsonNode ofPosts = ended(started("posts", "verify")).data().path("differences");
        JsonNode ofUsers = ended(started("users", "verify")).data().path("differences");

        assertThat(counts(ofPosts))
                .contains(
                        "post: 1 missing, 0 unexpected, 1 different", "post_tag: 1 missing, 0 unexpected, 0 different");
        assertThat(examples(ofPosts, "post")).containsExactly(deleted, changed);
        assertThat(examples(ofPosts, "post_tag")).containsExactly(changed + "/byhand");
        assertThat(counts(ofUsers))
                .containsExactly(
                        "follow: 0 missing, 1 unexpected, 0 different",
                        "follow_count: 0 missing, 0 unexpected, 2 different");
        assertThat(examples(ofUsers, "follow")).containsExactly(ada.userId() + "/" + bob.userId());
        assertThat(examples(ofUsers, "follow_count")).containsExactlyInAnyOrder(ada.userId(), bob.userId());
        assertThat(ViewContents.of("posts")).isEqualTo(posts);
        assertThat(ViewContents.of("users")).isEqualTo(users);

        // It is mended by a replay.
        ended(started("posts", "replay"));
        ended(started("users", "replay"));
        assertThat(ended(started("posts", "verify")).data().path("differences")).isEmpty();
        assertThat(ended(started("users", "verify")).data().path("differences")).isEmpty();
    }

    @Test
    void one_that_is_cancelled_at_the_end_leaves_nothing() throws SQLException {
        String replay;
        try (Connection batch = batchOf("users")) {
            replay = started("users", "verify");
            Eventually.see(() ->
                    assertThat(admin.get(replay).data().path("percent").asInt()).isPositive());
            assertThat(admin.delete(replay).status()).isEqualTo(202);
            batch.rollback();
        }
        Eventually.see(() -> assertThat(admin.get(replay).text("state")).isEqualTo("cancelled"));
        assertThat(admin.get(replay).data().path("differences").isNull()).isTrue();
    }

    @Test
    void only_what_there_is_can_be_asked_for() {
        assertThat(admin.post(ADMIN + "projections/users/replay?mode=guess", null)
                        .status())
                .isEqualTo(422);
        assertThat(admin.get(ADMIN + "replays/01ARZ3NDEKTSV4RRFFQ69G5FAV/stream")
                        .code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void a_replay_is_told_of_as_it_goes_on_and_measured() throws Exception {
        List<JsonNode> told;
        String replay;
        try (Connection batch = batchOf("users")) {
            replay = started("users", "verify");
            Eventually.see(
                    Eventually.A_REPLAY,
                    () -> assertThat(admin.get(replay).text("phase")).isEqualTo("following"));
            assertThat(metric("scratchy.replay.running")).isEqualTo(1);
            assertThat(metric("scratchy.replay.percent")).isPositive();
            CompletableFuture<Answer> stream = CompletableFuture.supplyAsync(() -> admin.get(replay + "/stream"));
            // A connection that only waits is there when it counts.
            Eventually.see(() -> assertThat(admin.get(replay).text("state")).isEqualTo("running"));
            admin.delete(replay);
            batch.rollback();
            told = told(stream.get());
        }
        assertThat(told.getLast().path("state").asString()).isEqualTo("cancelled");
        assertThat(told.stream().map(each -> each.path("percent").asInt()).toList())
                .isSorted();
        assertThat(told(admin.get(replay + "/stream"))).containsExactly(told.getLast());
        Eventually.see(() -> assertThat(metric("scratchy.replay.running")).isZero());
        assertThat(metric("scratchy.replay.percent")).isZero();

        String quick = started("comments", "replay");
        List<JsonNode> all = told(admin.get(quick + "/stream"));
        assertThat(all.getLast().path("state").asString()).isEqualTo("completed");
        assertThat(all.getLast().path("percent").asInt()).isEqualTo(100);
    }

    /** Which this node does not know, and which has waited longest. */
    @Test
    void one_that_nobody_can_carry_out_is_in_nobodys_way() {
        String unknown = abandoned("of-another-version", 120);
        String known = abandoned("users", 60);

        JsonNode ended = ended(ADMIN + "replays/" + known).data();

        assertThat(ended.path("mode").asString()).isEqualTo("verify");
        assertThat(ended.path("node").asString()).isNotEqualTo("gone");
        assertThat(admin.get(ADMIN + "replays/" + unknown).text("node")).isEqualTo("gone");
        jdbc.sql("DELETE FROM replay WHERE id = ?").param(unknown).update();
    }

    private String abandoned(String projection, int seconds) {
        String id = ReplayId.next().value();
        jdbc.sql("""
                        INSERT INTO replay (id, projection, mode, state, phase, node, version, position, total, percent,
                            events_per_second, updated_at)
                        VALUES (:id, :projection, 'verify', 'running', 'folding', 'gone', '', 0, 1, 0, 0,
                            clock_timestamp() - make_interval(secs => :seconds))
                        """)
                .param("id", id)
                .param("projection", projection)
                .param("seconds", seconds)
                .update();
        return id;
    }

    /** A batch that is being written and takes its time. */
    private static Connection batchOf(String projection) throws SQLException {
        Connection batch = RunningSystem.bean(DataSource.class).getConnection();
        batch.setAutoCommit(false);
        try (var statement =
                batch.prepareStatement("SELECT pg_advisory_xact_lock_shared(hashtextextended('app.' || ?, 0))")) {
            statement.setString(1, projection);
            statement.execute();
        }
        return batch;
    }

    private void write(String post, AtomicBoolean enough, ConcurrentLinkedQueue<String> faults) {
        for (int n = 0; !enough.get(); n++) {
            Answer answer = n % 5 == 0
                    ? ada.patch(POSTS + post, Map.of("tags", List.of("t" + n % 4), "slug", Names.unique("slug")))
                    : ada.patch(POSTS + post, Map.of("content", "Version " + n));
            check(answer, faults);
            if (n % 7 == 0) {
                bob.comment(post, "Number " + n);
                ada.published("Another " + n);
            }
        }
    }

    private void follow(AtomicBoolean enough, ConcurrentLinkedQueue<String> faults) {
        String follow = "/api/v1/users/" + ada.userId() + "/follow";
        while (!enough.get()) {
            check(bob.put(follow, null), faults);
            check(bob.delete(follow), faults);
        }
    }

    private static void check(Answer answer, ConcurrentLinkedQueue<String> faults) {
        if (answer.status() >= 300) {
            faults.add(answer.status() + " " + answer.raw().body());
        }
    }

    private static List<String> counts(JsonNode differences) {
        return differences
                .valueStream()
                .map(each -> each.path("table").asString() + ": " + each.path("missing") + " missing, "
                        + each.path("unexpected") + " unexpected, " + each.path("different") + " different")
                .toList();
    }

    private static List<String> examples(JsonNode differences, String table) {
        return differences
                .valueStream()
                .filter(each -> each.path("table").asString().equals(table))
                .flatMap(each -> each.path("examples").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private static List<JsonNode> told(Answer stream) {
        List<JsonNode> told = new ArrayList<>();
        stream.raw()
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .forEach(line -> told.add(JSON.readTree(line.substring("data: ".length()))));
        return told;
    }

    private double metric(String name) {
        return admin.get("/actuator/metrics/" + name + "?tag=projection:users")
                .json()
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble(-1);
    }

    private String started(String projection, String mode) {
        Answer begun = admin.post(ADMIN + "projections/" + projection + "/replay?mode=" + mode, null);
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(202);
        return begun.header("location");
    }

    private Answer ended(String replay) {
        return Eventually.completed(admin, replay);
    }
}
