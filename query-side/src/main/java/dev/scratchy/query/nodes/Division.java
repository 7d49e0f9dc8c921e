package dev.scratchy.query.nodes;

import dev.scratchy.query.nodes.NodeTable.Present;
import dev.scratchy.query.nodes.SettingTable.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Shares the segments of all projections out to the nodes that are there, as evenly as it goes. Every node comes to the same by
 * itself, from what is in the database; whatever one has too much of, it lets go, and the next one takes it.
 */
final class Division {

    private Division() {}

    /**
     * How many segments of each projection a node is to run.
     *
     * @param segments how many each projection has; one that is not there yet has one
     */
    static Map<String, Integer> quotas(
            String node, List<Present> present, Map<String, Integer> segments, Map<String, Setting> settings) {
        var projections = new TreeSet<String>();
        present.forEach(each -> projections.addAll(each.projections()));
        Map<String, Integer> load = new HashMap<>();
        Map<String, Integer> quotas = new HashMap<>();
        for (String projection : projections) {
            Setting wanted = settings.getOrDefault(projection, Setting.NONE);
            int actual = segments.getOrDefault(projection, 0);
            boolean rests = wanted.paused() || (actual != 0 && actual != wanted.segments());
            for (int segment = 0; segment < Math.max(1, actual); segment++) {
                String next = leastBusy(projection, present, load);
                if (next != null) {
                    load.merge(next, 1, Integer::sum);
                    if (next.equals(node) && !rests) {
                        quotas.merge(projection, 1, Integer::sum);
                    }
                }
            }
        }
        return quotas;
    }

    private static @Nullable String leastBusy(String projection, List<Present> present, Map<String, Integer> load) {
        String least = null;
        for (Present each : present) {
            if (each.projections().contains(projection)
                    && (least == null || load.getOrDefault(each.node(), 0) < load.getOrDefault(least, 0))) {
                least = each.node();
            }
        }
        return least;
    }
}
