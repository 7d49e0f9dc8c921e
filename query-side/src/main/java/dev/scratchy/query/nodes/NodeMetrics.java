package dev.scratchy.query.nodes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The figures of projections that the database knows rather than a processor; the reference lists them. */
@Component
class NodeMetrics {

    private final MeterRegistry metrics;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Long> letters = Map.of();
    private volatile Map<String, Integer> segments = Map.of();

    NodeMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * As they are now.
     *
     * @param letters how many each projection has
     * @param segments how many of each projection this node runs
     */
    void are(Set<String> projections, Map<String, Long> letters, Map<String, Integer> segments) {
        this.letters = letters;
        this.segments = Map.copyOf(segments);
        projections.stream().filter(registered::add).forEach(this::register);
    }

    private void register(String projection) {
        Gauge.builder("scratchy.projection.dead.letters", () -> letters.getOrDefault(projection, 0L))
                .description("Events that the projection has put aside")
                .tag("projection", projection)
                .register(metrics);
        Gauge.builder("scratchy.projection.segments", () -> segments.getOrDefault(projection, 0))
                .description("Segments of the projection that this node runs")
                .tag("projection", projection)
                .register(metrics);
    }
}
