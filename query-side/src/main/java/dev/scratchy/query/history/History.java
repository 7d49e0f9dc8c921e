package dev.scratchy.query.history;

import dev.scratchy.query.history.HistoryTable.Seen;
import dev.scratchy.query.history.HistoryTable.Strayed;
import dev.scratchy.query.projecting.Projections;
import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.RetryLater;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps views from being read that are not folded from this log. At start it ends the process; while it runs, when the database
 * was restored under it, nothing is answered any more: what is in memory, positions above all, is of events that are gone, so
 * only a new process can be right.
 */
@Component
class History implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger("dev.scratchy.history");

    private static final long LOOK_MILLIS = 500;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final String REMEDY =
            " With all processes stopped, run the launcher with the argument restored, which has the views made anew.";

    private final HistoryTable table;
    private final Projections projections;
    private final String timeline;
    private @Nullable Seen last;
    private volatile @Nullable String gone;
    private volatile boolean rebuilding;
    private volatile @Nullable Thread looking;

    /**
     * Looks for the first time, before anything else does.
     *
     * @throws CannotStart when the views have seen what the log does not have
     */
    History(HistoryTable table, Projections projections) {
        this.table = table;
        this.projections = projections;
        timeline = table.timeline();
        String strayed = strayed();
        if (strayed != null) {
            throw new CannotStart(strayed);
        }
        last = table.last();
        rebuilding = table.rebuiltUpTo() != null;
    }

    /**
     * Lets a reader pass.
     *
     * @throws RetryLater when the views are not those of the log, or not all of them are made yet
     */
    void demand() {
        if (gone != null) {
            throw new RetryLater(ProblemCode.UNAVAILABLE, "The log was restored, and this process was not.", RETRY);
        }
        if (rebuilding) {
            throw new RetryLater(ProblemCode.PROJECTION_BEHIND, "The views are being made anew from the log.", RETRY);
        }
    }

    private @Nullable String strayed() {
        List<Strayed> strayed = table.strayed();
        if (strayed.isEmpty()) {
            return null;
        }
        Strayed first = strayed.getFirst();
        return (first.position() > first.head()
                                ? "The log is older than its views: it ends at %d, and %s has seen %d."
                                : "The log has another history than its views: it goes to %d, and what %s has seen at %d is not in it.")
                        .formatted(first.head(), first.name(), first.position())
                + REMEDY;
    }

    private void look() {
        if (gone == null) {
            Seen before = last;
            if (before != null && !table.has(before)) {
                gone = "The log was restored under this process: what it has seen at " + before.position()
                        + " is gone. Stop all processes, and start them again.";
            } else if (!table.timeline().equals(timeline)) {
                // What the views have seen is gone with them, and the log may have all that it had.
                gone = "The log was restored under this process, and its views are made anew."
                        + " Stop all processes, and start them again.";
            } else {
                gone = strayed();
                last = table.last();
            }
            if (gone != null) {
                log.error("{} Until then nothing is answered.", gone);
            }
        }
        Long upTo = rebuilding ? table.rebuiltUpTo() : null;
        if (upTo == null || table.rebuilt(projections.names(), upTo)) {
            rebuilding = false;
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_MILLIS);
                try {
                    look();
                } catch (RuntimeException away) {
                    log.debug("The log cannot be compared at the moment", away);
                }
            }
        } catch (InterruptedException stopping) {
            log.debug("The log is not compared any more");
        }
    }

    @Override
    public void start() {
        looking = Thread.ofPlatform().name("history").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread present = looking;
        if (present != null) {
            present.interrupt();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
