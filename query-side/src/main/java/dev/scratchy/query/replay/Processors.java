package dev.scratchy.query.replay;

import dev.scratchy.query.projecting.ProjectionFailures;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The processors that run the projections, and how far they are. Positions are those of the log, and 0 is before its first event. */
@Component
public class Processors {

    private final Configuration axon;
    private final EventStore eventStore;
    private final ProjectionFailures failures;

    /** For as long as a processor has no segment, as after a failure, and cannot say where it is. */
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();

    Processors(Configuration axon, EventStore eventStore, ProjectionFailures failures) {
        this.axon = axon;
        this.eventStore = eventStore;
        this.failures = failures;
    }

    /** The names of all projections. */
    public List<String> names() {
        return axon.eventProcessingConfiguration().eventProcessors().keySet().stream()
                .sorted()
                .toList();
    }

    private PooledStreamingEventProcessor processor(String projection) {
        EventProcessor processor =
                axon.eventProcessingConfiguration().eventProcessors().get(projection);
        if (processor instanceof PooledStreamingEventProcessor pooled) {
            return pooled;
        }
        throw new Refused(ProblemCode.NOT_FOUND, "There is no such projection.");
    }

    /** The position of the log's last event. */
    public long head() {
        TrackingToken head = eventStore.createHeadToken();
        return head == null ? 0 : atLeastZero(head.position());
    }

    /**
     * How far a projection is on this node.
     *
     * @throws Refused when there is no such projection
     */
    public Progress progress(String projection) {
        PooledStreamingEventProcessor processor = processor(projection);
        var segments = processor.processingStatus().values();
        segments.stream()
                .mapToLong(segment -> atLeastZero(segment.getCurrentPosition()))
                .min()
                .ifPresent(position -> lastSeen.put(projection, position));
        return new Progress(
                lastSeen.getOrDefault(projection, 0L), processor.isRunning() && !segments.isEmpty(), error(processor));
    }

    private @Nullable String error(PooledStreamingEventProcessor processor) {
        String failure = failures.of(processor.getName());
        if (failure != null) {
            return failure;
        }
        // It may fail before it has an event to fail with: without a token, or without the log.
        return processor.isError() ? "The processor cannot go on; it tries again, and logs why." : null;
    }

    /** Before the first event positions are -1 or not there at all, depending on the token. */
    private static long atLeastZero(OptionalLong position) {
        return Math.max(0, position.orElse(0));
    }
}
