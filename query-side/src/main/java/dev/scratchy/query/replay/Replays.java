package dev.scratchy.query.replay;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.projecting.Folding;
import dev.scratchy.query.projecting.Projections;
import dev.scratchy.query.projecting.ViewTables;
import dev.scratchy.query.replay.Replay.Mode;
import dev.scratchy.query.replay.ReplayTable.Running;
import dev.scratchy.shared.database.NodeName;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.identity.ReplayId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replays projections: a new generation of a view's tables is folded from the log beside the one in use, which goes on being
 * read and written, and takes its place in one transaction. One at a time of each projection, on whichever node; one that ended
 * in the middle of it is followed by another after 5 s.
 */
@Component
public class Replays implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    /** How often it is looked for what nobody carries out, or what nobody has dropped. */
    private static final long LOOK_MILLIS = 1_000;

    private static final int LISTED = 100;

    private final ReplayTable replays;
    private final GenerationTable tables;
    private final Projections projections;
    private final TransactionTemplate transactions;
    private final Means means;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private volatile @Nullable Thread looking;

    Replays(
            ReplayTable replays,
            GenerationTable tables,
            DifferenceTable differences,
            ReplayMetrics metrics,
            Projections projections,
            Folding folding,
            PostgresEventStorageEngine events,
            PlatformTransactionManager transactions,
            Cache cache,
            OtherWork others,
            NodeName node) {
        this.replays = replays;
        this.tables = tables;
        this.projections = projections;
        this.transactions = new TransactionTemplate(transactions);
        this.means = new Means(
                replays, tables, differences, metrics, folding, events, this.transactions, cache, others, node.value());
    }

    /**
     * Begins a replay and returns at once.
     *
     * @throws Refused when there is no such projection, a replay of it is running, or something depends on its tables, which
     *     are to be replaced
     */
    public Replay start(String projection, Mode mode) {
        ViewTables view = projections.view(projection);
        String dependent = mode == Mode.VERIFY ? null : tables.dependent(tables.schema(), view);
        if (dependent != null) {
            throw new Refused(
                    ProblemCode.INVALID_STATE,
                    dependent
                            + " reads tables of this projection, and would go on with the former ones: drop it first.");
        }
        replays.forgetOld();
        String id = ReplayId.next().value();
        try {
            replays.insert(id, projection, mode, means.node(), replays.writtenUpTo(projection));
        } catch (DuplicateKeyException another) {
            throw new Refused(ProblemCode.REPLAY_RUNNING, "A replay of " + projection + " is running.");
        }
        Replay begun = find(ReplayId.of(id));
        carryOut(begun);
        return begun;
    }

    /**
     * How far a replay is.
     *
     * @throws Refused when there is none of that id
     */
    public Replay find(ReplayId id) {
        return replays.find(id.value())
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "There is no such replay."));
    }

    /** The last hundred, of one projection or of all, the latest first. */
    public List<Replay> latest(@Nullable String projection) {
        return replays.latest(projection, LISTED);
    }

    /**
     * Has a replay end without a trace, in a moment.
     *
     * @throws Refused when there is none of that id, or it has ended in another way
     */
    public Replay cancel(ReplayId id) {
        boolean wanted = replays.cancel(id.value());
        Replay found = find(id);
        if (!wanted && found.state() != Replay.State.CANCELLED) {
            throw new Refused(ProblemCode.INVALID_STATE, "The replay has ended.");
        }
        return found;
    }

    private void carryOut(Replay replay) {
        String code = CodeVersion.of(projections.handler(replay.projection()).getClass());
        var rebuild = new Rebuild(means, replay, projections.view(replay.projection()), code);
        Thread thread = Thread.ofPlatform()
                .name("replay-" + replay.projection())
                .daemon()
                .unstarted(() -> {
                    try {
                        rebuild.run();
                    } finally {
                        means.metrics().end(replay.projection(), replay.id());
                        running.remove(replay.id());
                    }
                });
        // Known before it may be over.
        running.put(replay.id(), thread);
        means.metrics().begin(replay.projection(), replay.id());
        thread.start();
    }

    private void look() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_MILLIS);
                try {
                    takeOver();
                    dropLeftOver();
                } catch (RuntimeException away) {
                    log.debug("Replays cannot be looked after at the moment", away);
                }
            }
        } catch (InterruptedException stopping) {
            log.debug("Replays are not looked after any more");
        }
    }

    private void takeOver() {
        Optional<Running> taken =
                transactions.execute(begun -> replays.take(means.node(), running.keySet(), projections.names()));
        taken.ifPresent(found -> {
            log.info("The replay of {} goes on here", found.replay().projection());
            carryOut(found.replay());
        });
    }

    private void dropLeftOver() {
        List<String> leftOver = tables.leftOver();
        if (!leftOver.isEmpty()) {
            String schema = tables.schema();
            ViewTables all = ViewTables.of(leftOver.toArray(String[]::new));
            transactions.executeWithoutResult(begun -> tables.dropFormer(schema, all));
        }
    }

    @Override
    public void start() {
        looking = Thread.ofPlatform().name("replays").daemon().start(this::look);
    }

    /** What is not done goes on with the next node that looks. */
    @Override
    public void stop() {
        Thread present = looking;
        if (present != null) {
            present.interrupt();
            looking = null;
        }
        running.values().forEach(Thread::interrupt);
        try {
            for (Thread each : running.values()) {
                each.join(LOOK_MILLIS);
            }
            replays.letGo(means.node());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            log.debug("Replays could not be let go of; they are taken in a moment", away);
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
