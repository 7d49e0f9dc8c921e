package dev.scratchy.query.nodes;

import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.query.deadletter.DeadLetterTable;
import dev.scratchy.query.nodes.NodeTable.Present;
import dev.scratchy.query.nodes.ProjectionView.State;
import dev.scratchy.query.nodes.SettingTable.Setting;
import dev.scratchy.query.projecting.ProjectionFailures;
import dev.scratchy.query.projecting.Projections;
import dev.scratchy.shared.database.NodeName;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.subscription.Parts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The projections, whichever nodes run them: how far they are, and what an operator wants of them. */
@Component
public class Processors {

    private final Configuration axon;
    private final EventStore eventStore;
    private final Projections projections;
    private final ProjectionFailures failures;
    private final ViewPositions positions;
    private final DeadLetterTable letters;
    private final NodeTable nodes;
    private final SegmentTable segments;
    private final SettingTable settings;
    private final String self;

    Processors(
            Configuration axon,
            EventStore eventStore,
            Projections projections,
            ProjectionFailures failures,
            ViewPositions positions,
            DeadLetterTable letters,
            NodeTable nodes,
            SegmentTable segments,
            SettingTable settings,
            NodeName self) {
        this.axon = axon;
        this.eventStore = eventStore;
        this.projections = projections;
        this.failures = failures;
        this.positions = positions;
        this.letters = letters;
        this.nodes = nodes;
        this.segments = segments;
        this.settings = settings;
        this.self = self.value();
    }

    /** All of them, by name. */
    public List<ProjectionView> all() {
        // The head first: a projection may be ahead of it by the time it is looked at, but never seems to lag when it
        // does not.
        TrackingToken token = eventStore.createHeadToken();
        long head = token == null ? 0 : Math.max(0, token.position().orElse(0));
        Map<String, Setting> wanted = settings.all();
        Map<String, List<SegmentStatus>> present = segments.all();
        Map<String, Long> parked = letters.count();
        List<Present> others = nodes.present();
        return projections.names().stream()
                .map(name -> {
                    List<SegmentStatus> own = present.getOrDefault(name, List.of());
                    boolean paused = wanted.getOrDefault(name, Setting.NONE).paused();
                    String error = error(name, others);
                    long position = positions.reached(name);
                    return new ProjectionView(
                            name,
                            state(paused, error, own),
                            position,
                            head,
                            Math.max(0, head - position),
                            error,
                            parked.getOrDefault(name, 0L),
                            own);
                })
                .toList();
    }

    /**
     * How one is.
     *
     * @throws Refused when there is no such projection
     */
    public ProjectionView find(String projection) {
        return all().stream()
                .filter(each -> each.name().equals(projection))
                .findFirst()
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such projection."));
    }

    private static State state(boolean paused, @Nullable String error, List<SegmentStatus> segments) {
        if (paused) {
            return State.PAUSED;
        }
        if (error != null) {
            return State.FAILING;
        }
        boolean all = !segments.isEmpty() && segments.stream().allMatch(segment -> segment.node() != null);
        return all ? State.RUNNING : State.STOPPED;
    }

    /** What this node knows itself, or else what another one has said. */
    private @Nullable String error(String projection, List<Present> others) {
        String here = failures.of(projection);
        if (here != null) {
            return here;
        }
        return others.stream()
                .filter(node -> !node.node().equals(self))
                .map(node -> node.failures().get(projection))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(
                        () -> isStuck(projection) ? "The processor cannot go on; it tries again, and logs why." : null);
    }

    /** It may fail before it has an event to fail with: without a token, or without the log. */
    private boolean isStuck(String projection) {
        return processor(projection)
                .filter(PooledStreamingEventProcessor::isError)
                .isPresent();
    }

    /**
     * Has this node claim a segment that it is to run and nobody has. Axon waits for up to a minute after some failures, also
     * when they were nothing but lost connections.
     */
    void claim(String projection, int segment) {
        if (failures.isWorthATry(projection)) {
            processor(projection).ifPresent(processor -> {
                CompletableFuture<Boolean> ignored = processor.claimSegment(segment);
            });
        }
    }

    private Optional<PooledStreamingEventProcessor> processor(String projection) {
        EventProcessor processor =
                axon.eventProcessingConfiguration().eventProcessors().get(projection);
        return processor instanceof PooledStreamingEventProcessor pooled ? Optional.of(pooled) : Optional.empty();
    }

    /**
     * Has all nodes let go of a projection, or take it up again.
     *
     * @throws Refused when there is no such projection
     */
    public void pause(String projection, boolean paused) {
        projections.view(projection);
        settings.pause(projection, paused);
    }

    /**
     * Has a projection run in twice as many segments, or half as many.
     *
     * @throws Refused when there is no such projection, or it cannot be
     */
    public void divide(String projection, boolean more) {
        if (!projections.handler(projection).isDivisible()) {
            throw new Refused(
                    ProblemCode.INVALID_STATE,
                    "Each event of this projection depends on those before: it runs in one segment.");
        }
        int present = settings.all().getOrDefault(projection, Setting.NONE).segments();
        int wanted = more ? present * 2 : present / 2;
        if (wanted < 1 || wanted > Parts.MOST) {
            throw new Refused(ProblemCode.INVALID_STATE, "A projection runs in 1 to " + Parts.MOST + " segments.");
        }
        settings.divide(projection, wanted);
    }
}
