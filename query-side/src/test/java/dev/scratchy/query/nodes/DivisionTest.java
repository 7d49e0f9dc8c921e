package dev.scratchy.query.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.nodes.NodeTable.Present;
import dev.scratchy.query.nodes.SettingTable.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DivisionTest {

    private static Present node(String name, String... projections) {
        return new Present(name, Set.of(projections), Map.of(), Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void a_node_that_is_alone_runs_everything() {
        assertThat(Division.quotas(
                        "a",
                        List.of(node("a", "posts", "users")),
                        Map.of("posts", 4),
                        Map.of("posts", new Setting(false, 4))))
                .isEqualTo(Map.of("posts", 4, "users", 1));
    }

    @Test
    void what_is_paused_or_about_to_be_divided_otherwise_is_run_by_nobody() {
        Map<String, Setting> settings = Map.of("posts", new Setting(true, 1), "users", new Setting(false, 2));

        assertThat(Division.quotas(
                        "a",
                        List.of(node("a", "posts", "users", "search")),
                        Map.of("posts", 1, "users", 1, "search", 1),
                        settings))
                .isEqualTo(Map.of("search", 1));
    }

    @Test
    void a_node_that_does_not_know_a_projection_is_not_waited_for() {
        List<Present> nodes = List.of(node("new", "posts", "tags"), node("old", "posts"));

        assertThat(Division.quotas("new", nodes, Map.of("posts", 1, "tags", 1), Map.of()))
                .containsEntry("tags", 1);
    }

    @Test
    void together_the_nodes_run_each_segment_once_and_none_runs_much_more_than_another() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 200; n++) {
            Map<String, Integer> segments = new HashMap<>();
            Map<String, Setting> settings = new HashMap<>();
            for (String projection : List.of("comments", "notifications", "posts", "search", "users")) {
                int some = 1 << random.nextInt(5);
                segments.put(projection, some);
                settings.put(projection, new Setting(false, some));
            }
            List<Present> nodes = new ArrayList<>();
            for (int node = 0; node <= random.nextInt(6); node++) {
                nodes.add(node("node-" + node, segments.keySet().toArray(String[]::new)));
            }
            Map<String, Integer> run = new HashMap<>();
            List<Integer> loads = new ArrayList<>();
            for (Present node : nodes) {
                Map<String, Integer> own = Division.quotas(node.node(), nodes, segments, settings);
                own.forEach((projection, number) -> run.merge(projection, number, Integer::sum));
                loads.add(own.values().stream().mapToInt(Integer::intValue).sum());
            }
            assertThat(run).as("seed %d", seed).isEqualTo(segments);
            assertThat(loads.stream().max(Integer::compare).orElseThrow()
                            - loads.stream().min(Integer::compare).orElseThrow())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1);
        }
    }
}
