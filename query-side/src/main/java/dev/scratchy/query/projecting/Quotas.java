package dev.scratchy.query.projecting;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.pooled.MaxSegmentProvider;
import org.springframework.stereotype.Component;

/** How many segments of each projection this node may run; none before somebody has said so. What is too many, it lets go. */
@Component
public class Quotas {

    private volatile Map<String, Integer> segments = Map.of();

    Quotas() {}

    /** From now on, by the names of the projections; those that are not named are not run here. */
    public void set(Map<String, Integer> segments) {
        this.segments = Map.copyOf(segments);
    }

    /** For one processor. Axon's builder asks once, and takes no processor that may run nothing (4.13): later on it may. */
    MaxSegmentProvider provider() {
        var built = new AtomicBoolean();
        return projection -> built.getAndSet(true) ? segments.getOrDefault(projection, 0) : 1;
    }
}
