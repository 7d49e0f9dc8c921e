package dev.scratchy.query.nodes;

import dev.scratchy.query.deadletter.DeadLetterTable;
import dev.scratchy.query.nodes.NodeTable.Present;
import dev.scratchy.query.nodes.SettingTable.Setting;
import dev.scratchy.query.projecting.ProjectionFailures;
import dev.scratchy.query.projecting.Projections;
import dev.scratchy.query.projecting.Quotas;
import dev.scratchy.shared.database.NodeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * This node among the others: it says four times a second that it is there, sees who else is, and runs its share. One that is not
 * seen for five seconds is counted out, and its segments are taken when its claims have run out, ten seconds after its last word.
 */
@Component
public class Nodes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Nodes.class);

    /** Who waits for their own write waits for this too, when a node has ended. */
    private static final long LOOK_MILLIS = 250;

    private static final long STAYS_FREE_NANOS = 3_000_000_000L;

    /** Before the processors (1), and until they have ended. */
    private static final int PHASE = 0;

    private final NodeTable nodes;
    private final SegmentTable segments;
    private final SettingTable settings;
    private final Resegmentation resegmentation;
    private final Projections projections;
    private final ProjectionFailures failures;
    private final Quotas quotas;
    private final Processors processors;
    private final DeadLetterTable letters;
    private final NodeMetrics metrics;
    private final String self;
    private final Map<Free, Long> freeSince = new HashMap<>();
    private volatile @Nullable Thread looking;

    /** A segment that nobody runs. */
    private record Free(String projection, int segment) {}

    Nodes(
            NodeTable nodes,
            SegmentTable segments,
            SettingTable settings,
            Resegmentation resegmentation,
            Projections projections,
            ProjectionFailures failures,
            Quotas quotas,
            Processors processors,
            DeadLetterTable letters,
            NodeMetrics metrics,
            NodeName self) {
        this.nodes = nodes;
        this.segments = segments;
        this.settings = settings;
        this.resegmentation = resegmentation;
        this.projections = projections;
        this.failures = failures;
        this.quotas = quotas;
        this.processors = processors;
        this.letters = letters;
        this.metrics = metrics;
        this.self = self.value();
    }

    /** Those that are there, as the database has it, each with what it runs. */
    public List<NodeView> all() {
        Map<String, List<NodeView.Held>> held = new HashMap<>();
        segments.all()
                .forEach((projection, all) -> all.forEach(segment -> {
                    if (segment.node() != null) {
                        held.computeIfAbsent(segment.node(), first -> new ArrayList<>())
                                .add(new NodeView.Held(projection, segment.segment()));
                    }
                }));
        return nodes.present().stream()
                .map(node -> new NodeView(
                        node.node(),
                        node.startedAt(),
                        node.seenAt(),
                        node.node().equals(self),
                        held.getOrDefault(node.node(), List.of())))
                .toList();
    }

    private void look() {
        nodes.beSeen(self, projections.names(), failures.all());
        List<Present> present = nodes.present();
        Map<String, Setting> wanted = settings.all();
        Map<String, Integer> actual = new HashMap<>();
        Map<String, Integer> own = new HashMap<>();
        Set<Free> free = new HashSet<>();
        segments.all().forEach((projection, all) -> {
            all.stream()
                    .filter(segment -> segment.node() == null)
                    .forEach(segment -> free.add(new Free(projection, segment.segment())));
            actual.put(projection, all.size());
            own.put(projection, (int)
                    all.stream().filter(segment -> self.equals(segment.node())).count());
        });
        metrics.are(projections.names(), letters.count(), own);
        Map<String, Integer> share = Division.quotas(self, present, actual, wanted);
        quotas.set(share);
        claimWhatStaysFree(free, share, own);
        wanted.forEach((projection, setting) -> {
            if (projections.names().contains(projection)
                    && actual.getOrDefault(projection, setting.segments()) != setting.segments()) {
                resegmentation.attempt(projection);
            }
        });
    }

    /**
     * Its processor would have claimed a segment within a second or so, unless it waits after a failure. No more than this node
     * is to run: a claim for which there is no room would keep others off until it runs out.
     */
    private void claimWhatStaysFree(Set<Free> free, Map<String, Integer> share, Map<String, Integer> own) {
        long now = System.nanoTime();
        // What rests, because it is paused or being divided, is nobody's on purpose, and has not been free that long
        // when it goes on.
        free.removeIf(each -> share.getOrDefault(each.projection(), 0) <= own.getOrDefault(each.projection(), 0));
        freeSince.keySet().retainAll(free);
        for (Free each : free) {
            long since = freeSince.computeIfAbsent(each, first -> now);
            String projection = each.projection();
            if (now - since > STAYS_FREE_NANOS && share.getOrDefault(projection, 0) > own.getOrDefault(projection, 0)) {
                own.merge(projection, 1, Integer::sum);
                freeSince.put(each, now);
                processors.claim(projection, each.segment());
            }
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_MILLIS);
                try {
                    look();
                } catch (RuntimeException away) {
                    log.debug("The other nodes are not seen at the moment", away);
                }
            }
        } catch (InterruptedException stopping) {
            log.debug("The other nodes are not looked after any more");
        }
    }

    @Override
    public void start() {
        nodes.forgetOld();
        look();
        looking = Thread.ofPlatform().name("nodes").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread present = looking;
        if (present != null) {
            present.interrupt();
            looking = null;
        }
        try {
            nodes.leave(self);
        } catch (RuntimeException away) {
            log.debug("The others see for themselves that this node is gone", away);
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
