package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.identity.ReplayId;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that is killed in the middle of a replay, whenever: the view is as it was or replaced, and somebody goes on. */
@Tag("soak")
class KilledReplayJourneyTest {

    private static final int KILLS = Integer.getInteger("stress.replay-kills", 1);
    private static final long SEED = Long.getLong("stress.replay-seed", System.nanoTime());
    private static final int EVENTS = Integer.getInteger("stress.replay-events", 2_000);
    private static final Duration LATEST = Duration.ofSeconds(60);

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    /** The segments that the killed nodes had. */
    @AfterEach
    void all_projections_run_again() {
        Eventually.allRun(admin);
    }

    @Test
    void its_replay_is_finished_by_another_node_and_no_table_is_left() throws Exception {
        System.out.println("Killed replays: " + KILLS + ", -Dstress.replay-seed=" + SEED);
        var random = new Random(SEED);
        String post = ada.published("Of many versions");
        ada.patch("/api/v1/posts/" + post, Map.of("content", "And one"));
        Eventually.caughtUp(LATEST, admin);
        Stored.append(post, 3, EVENTS);
        Eventually.caughtUp(LATEST, admin);
        Map<String, String> before = ViewContents.of("posts");
        long whole = replayed();

        int finished = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            ReplayId id;
            try (ReplayingNode node = ReplayingNode.start()) {
                id = node.begin("posts");
                Thread.sleep(random.nextLong(2 * whole));
            }
            assertThat(ViewContents.of("posts")).isEqualTo(before);
            String replay = "/api/v1/admin/replays/" + id;
            finished += admin.get(replay).text("state").equals("completed") ? 1 : 0;
            Eventually.completed(admin, replay);
            assertThat(ViewContents.of("posts")).isEqualTo(before);
            Eventually.see(LATEST, () -> assertThat(ViewContents.leftOver()).isEmpty());
        }
        System.out.println("Killed replays: a whole one took " + whole + " ms; " + finished
                + " were through when their node was killed");
    }

    /** Milliseconds. */
    private long replayed() {
        long begin = System.nanoTime();
        String replay =
                admin.post("/api/v1/admin/projections/posts/replay", null).header("location");
        Eventually.completed(admin, replay);
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
