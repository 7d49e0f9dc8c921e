package dev.scratchy.query.observing;

import dev.scratchy.query.nodes.ProjectionView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How projections stand, whichever nodes run them. One that fails makes views late, and no node worse than another: it is up. */
@Component("projectionsHealthContributor")
class ProjectionHealth implements HealthIndicator {

    private final SeenProjections seen;

    ProjectionHealth(SeenProjections seen) {
        this.seen = seen;
    }

    @Override
    public Health health() {
        Map<String, Object> projections = new LinkedHashMap<>();
        boolean degraded = false;
        for (ProjectionView view : seen.last()) {
            boolean well = view.error() == null && view.deadLetters() == 0;
            degraded |= !well;
            projections.put(
                    view.name(),
                    Map.of(
                            "state", view.state().name().toLowerCase(Locale.ROOT),
                            "lag", view.lag(),
                            "deadLetters", view.deadLetters()));
        }
        return Health.up()
                .withDetail("degraded", degraded)
                .withDetail("seenMillisAgo", seen.age().toMillis())
                .withDetails(projections)
                .build();
    }
}
