package dev.scratchy.query.projecting;

import java.util.Map;
import org.axonframework.eventhandling.pooled.MaxSegmentProvider;
import org.springframework.stereotype.Component;

/** How many segments of each projection this node may run; none before somebody has said so. What is too many, it lets go. */
@Component
public class Quotas implements MaxSegmentProvider {

    private volatile Map<String, Integer> segments = Map.of();

    Quotas() {}

    /** From now on, by the names of the projections; those that are not named are not run here. */
    public void set(Map<String, Integer> segments) {
        this.segments = Map.copyOf(segments);
    }

    @Override
    public int getMaxSegments(String projection) {
        return segments.getOrDefault(projection, 0);
    }
}
