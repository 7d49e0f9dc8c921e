package dev.scratchy.query.nodes;

import java.time.Instant;
import java.util.List;

/**
 * A process that runs projections.
 *
 * @param self whether it is the one that answers
 */
public record NodeView(String node, Instant startedAt, Instant seenAt, boolean self, List<Held> segments) {

    public NodeView {
        segments = List.copyOf(segments);
    }

    /** A segment that it runs. */
    public record Held(String projection, int segment) {}
}
