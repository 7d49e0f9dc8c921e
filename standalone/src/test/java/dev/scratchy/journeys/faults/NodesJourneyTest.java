package dev.scratchy.journeys.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http;
import dev.scratchy.journeys.faults.Load.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two command sides and three query sides, each a process: they share the work, and each may end at any time. */
@Tag("soak")
@EnabledIfSystemProperty(named = "soak", matches = "true", disabledReason = "takes too long for every build")
class NodesJourneyTest {

    private static final Logger log = LoggerFactory.getLogger(NodesJourneyTest.class);

    private static final long SEED = Long.getLong("nodes.seed", System.nanoTime());

    private static final String POSTS = "/api/v1/posts";
    private static final Duration LATEST = Duration.ofSeconds(60);

    private static Deployment deployment;
    private static Http admin;
    private static String user;

    @BeforeAll
    static void deploy() {
        deployment = new Deployment(2, 3);
        admin = deployment.admin();
        user = deployment.writer();
    }

    @AfterAll
    static void end() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void all_that_change_one_post_on_both_nodes_at_once_get_their_turn() {
        List<Http> nodes = deployment.each(deployment.commandSides(), user, "author");
        String post = POSTS + "/" + nodes.getFirst().draft("Wanted by all");
        List<CompletableFuture<Integer>> changes = new ArrayList<>();
        for (int change = 0; change < 40; change++) {
            Http node = nodes.get(change % nodes.size());
            String title = "Change " + change;
            changes.add(CompletableFuture.supplyAsync(
                    () -> node.patch(post, Map.of("title", title)).status()));
        }

        assertThat(changes).allSatisfy(change -> assertThat(change.join()).isEqualTo(200));

        assertThat(nodes.getLast()
                        .patch(post, Map.of("title", "The last one"))
                        .data()
                        .path("version")
                        .asLong())
                .isEqualTo(41);
    }

    @Test
    void a_rolling_restart_under_load_fails_no_request() {
        log.info("-Dnodes.seed={}", SEED);
        admin.post("/api/v1/admin/projections/posts/split", null);
        Eventually.see(LATEST, () -> assertThat(busyNodes()).isEqualTo(3));
        try (var load = new Load(deployment, "n", user, SEED, Load.WRITERS)) {
            load.awaitEach(LATEST);
            load.mayBeWithoutAnAnswer(Unanswered.BEFORE_IT_BEGINS);
            // What a node ran goes on elsewhere once it has ended, for which the default of 2 s may be too short here.
            load.readsWait(10);
            for (SideProcess side : all()) {
                side.end();
                side.startAgain();
                load.awaitEach(LATEST);
                // As whoever replaces them does: the next one when the last one has taken up its share.
                Eventually.see(LATEST, () -> assertThat(busyNodes()).isEqualTo(3));
            }
            load.stop();
            log.info("{} nodes restarted one after the other; {}", all().size(), load.summary());

            assertThat(load.refusals()).as("-Dnodes.seed=%d", SEED).isEmpty();
            Eventually.allRun(admin);
            Eventually.see(LATEST, () -> assertThat(busyNodes()).isEqualTo(3));
            Invariants.check(deployment, load, admin);
        }
    }

    private static List<SideProcess> all() {
        List<SideProcess> all = new ArrayList<>(deployment.commandSides());
        all.addAll(deployment.querySides());
        return all;
    }

    /** How many nodes write views. */
    private static long busyNodes() {
        return admin.get("/api/v1/admin/nodes").data().values().stream()
                .filter(node -> !node.path("segments").isEmpty())
                .count();
    }
}
