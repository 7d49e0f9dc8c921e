package dev.scratchy.query.replay;

import dev.scratchy.query.projecting.CannotFold;
import dev.scratchy.query.projecting.Kinds;
import dev.scratchy.query.projecting.Poison;
import dev.scratchy.query.projecting.ViewTables;
import dev.scratchy.query.replay.HeldReplay.BeginsAnew;
import dev.scratchy.query.replay.HeldReplay.Cancelled;
import dev.scratchy.query.replay.HeldReplay.Taken;
import dev.scratchy.query.replay.LogPages.Page;
import dev.scratchy.query.replay.Replay.Mode;
import dev.scratchy.query.replay.Replay.Phase;
import dev.scratchy.query.replay.Replay.State;
import dev.scratchy.query.replay.ReplayTable.Running;
import dev.scratchy.shared.eventlog.ReadEvent;
import dev.scratchy.shared.web.DatabaseProblems;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one replay: folds the log into new tables beside those in use, follows it, and puts the new ones into the place of
 * the others when both show the same events. What is done and how far it is are committed together, so that it can go on after
 * an interruption, here or elsewhere; and it has nothing in hand but what the table {@code replay} says.
 *
 * <p>It never goes beyond what the tables in use show: the projection's processor goes on behind that, in whichever tables are
 * there then, and hears nothing of the change.
 */
final class Rebuild implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);

    /** Events at most that are folded while the projection is not written. */
    private static final int CLOSE = 200;

    /** Positions at most between two segments, whose events are read while the projection is not written. */
    private static final long MOST_SPREAD = 5_000;

    private static final long PAUSE_MILLIS = 200;

    /** Below this pace nobody is considered any more: who writes as fast as they can would otherwise keep it from ever coming to an end. */
    private static final long EVENTS_PER_SECOND_AT_LEAST = 5_000;

    /** What came of a page cannot be written, because of one of its events. */
    private static final class Undigested extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Page page;
        private final RuntimeException failure;

        Undigested(Page page, RuntimeException failure) {
            super(failure);
            this.page = page;
            this.failure = failure;
        }
    }

    private final Means by;
    private final HeldReplay held;
    private final Exchange exchange;
    private final Comparison comparison;
    private final Mode mode;
    private double indexing = Pace.INDEXING;
    private boolean considerate;
    private final String id;
    private final String projection;
    private final ViewTables view;
    private final String code;
    private final String schema;

    Rebuild(Means by, Replay replay, ViewTables view, String code) {
        this.by = by;
        this.id = replay.id();
        this.projection = replay.projection();
        this.view = view;
        this.code = code;
        this.schema = by.tables().schema();
        this.held = new HeldReplay(by, id, schema);
        this.exchange = new Exchange(by, held, replay, view, schema);
        this.comparison = new Comparison(by, held, exchange, replay, view, schema);
        this.mode = replay.mode();
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = attempt();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without what a statement or an event holds. */
    private static String nameOf(Throwable failure) {
        return failure instanceof CannotFold fold
                ? String.valueOf(fold.getMessage())
                : failure.getClass().getSimpleName();
    }

    /** Whether there is another one to come. */
    private boolean attempt() throws InterruptedException {
        try {
            carryOut();
            return false;
        } catch (Cancelled wanted) {
            return !end(State.CANCELLED, null);
        } catch (Taken byAnother) {
            log.info("The replay of {} goes on elsewhere", projection);
            return false;
        } catch (BeginsAnew changed) {
            log.info("The replay of {} begins anew", projection);
            return true;
        } catch (Undigested undigested) {
            return !end(State.FAILED, nameOf(cause(undigested)));
        } catch (RuntimeException | Error failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            if (DatabaseProblems.isTemporary(failure)) {
                log.debug("The replay of {} tries again", projection, failure);
                Thread.sleep(PAUSE_MILLIS);
                return true;
            }
            log.warn("The replay of {} failed: {}", projection, Kinds.of(failure));
            log.debug("By", failure);
            return !end(State.FAILED, nameOf(failure));
        }
    }

    /** Which event of the page it is, tried in a transaction that is rolled back. */
    private RuntimeException cause(Undigested undigested) {
        log.warn("The replay of {} failed: {}", projection, Kinds.of(undigested.failure));
        try {
            held.onNewTables(own -> {
                by.folding()
                        .findFault(
                                projection,
                                by.events().page(undigested.page.after(), undigested.page.position()).stream()
                                        .map(ReadEvent::message)
                                        .toList());
                return own;
            });
            return undigested.failure;
        } catch (CannotFold found) {
            return found;
        } catch (RuntimeException another) {
            log.debug("The event at fault was not found", another);
            return undigested.failure;
        }
    }

    private void carryOut() throws InterruptedException {
        Running found = held.inTransaction(own -> own);
        if (!found.version().equals(version())) {
            found = begin();
        }
        indexing = by.replays().indexing(projection).orElse(Pace.INDEXING);
        Pace pace = Pace.folding(0, found.replay().processed(), found.replay().total(), 0, indexing);
        double folded = 0;
        if (found.replay().phase() == Phase.FOLDING) {
            long begin = System.nanoTime();
            pace = fold(found.replay());
            folded = found.replay().processed() == 0 ? seconds(begin) : 0;
        }
        if (found.replay().phase() != Phase.FOLLOWING) {
            complete(pace, folded);
        }
        while (!follow(pace)) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private String version() {
        return code + "/" + by.tables().version(schema, view);
    }

    private Running begin() {
        return held.inTransaction(own -> {
            by.tables().create(schema, view);
            by.replays().startOver(id, version());
            return by.replays().hold(id, by.node()).orElseThrow(Taken::new);
        });
    }

    private Pace fold(Replay from) throws InterruptedException {
        long begin = System.nanoTime();
        long upTo = shownBy();
        Pace pace = Pace.folding(from.processed(), from.processed(), upTo, 0, indexing);
        considerate = true;
        try (LogPages pages = pages(from.processed(), upTo)) {
            for (Page page = pages.next(); page != null; page = pages.next()) {
                pace = Pace.folding(from.processed(), page.position(), upTo, seconds(begin), indexing);
                advance(page, Phase.FOLDING, pace);
                considerate = pace.eventsPerSecond() >= EVENTS_PER_SECOND_AT_LEAST;
            }
        }
        considerate = false;
        return pace;
    }

    /** Up to where the tables in use are written, and the log is complete. */
    private long shownBy() {
        long mark = by.events().mark().position();
        return Math.min(mark, by.replays().writtenUpTo(projection));
    }

    private LogPages pages(long after, long upTo) {
        return new LogPages(
                by.events(),
                after,
                upTo,
                events -> by.folding().fold(projection, events),
                () -> considerate && by.others().isToBeConsidered());
    }

    private void advance(Page page, Phase phase, Pace pace) {
        held.onNewTables(own -> {
            if (own.replay().processed() != page.after()) {
                throw new Taken();
            }
            write(page);
            note(phase, pace, null);
            return own;
        });
    }

    private void note(Phase phase, Pace pace, @Nullable String waitsFor) {
        by.replays().advance(id, phase, pace, waitsFor);
        by.metrics().note(projection, pace);
    }

    private void write(Page page) {
        try {
            page.rows().flush();
        } catch (RuntimeException failure) {
            if (Poison.isCauseOf(failure)) {
                throw new Undigested(page, failure);
            }
            throw failure;
        }
    }

    /** How long it takes is kept, for the next one to know, when this node has folded everything itself. */
    private void complete(Pace folded, double foldingSeconds) {
        held.inTransaction(own -> {
            note(Phase.INDEXING, folded.indexing(0), null);
            return own;
        });
        long begin = System.nanoTime();
        held.onNewTables(own -> {
            if (by.others().isToBeConsidered()) {
                by.tables().workAlone();
            }
            by.tables().complete(schema, view, this::check);
            double taken = seconds(begin);
            note(Phase.FOLLOWING, folded.indexing(taken), null);
            if (foldingSeconds > 0) {
                by.replays().noteIndexing(id, taken / (taken + foldingSeconds));
            }
            return own;
        });
    }

    private void check() {
        if (by.replays().isCancelWanted(id)) {
            throw new Cancelled();
        }
    }

    /** Whether the new tables are in use now. */
    private boolean follow(Pace pace) throws InterruptedException {
        Replay present = held.inTransaction(own -> own).replay();
        long position = present.processed();
        long upTo = shownBy();
        try (LogPages pages = pages(position, upTo)) {
            for (Page page = pages.next(); page != null; page = pages.next()) {
                position = page.position();
                advance(page, Phase.FOLLOWING, pace.following(position, upTo));
            }
        }
        if (shownBy() - position > CLOSE || spread() > MOST_SPREAD) {
            return false;
        }
        try {
            switch (mode) {
                case REPLAY -> exchange.attempt(this::version);
                case VERIFY -> comparison.attempt(this::version);
            }
            return true;
        } catch (RuntimeException read) {
            if (!DatabaseProblems.isLockTimeout(read)) {
                throw read;
            }
            held.inTransaction(own -> {
                note(
                        Phase.FOLLOWING,
                        pace.following(own.replay().processed(), upTo),
                        "Somebody reads the tables in use for long.");
                return own;
            });
            return false;
        }
    }

    /** How far the segments of the projection are apart. */
    private long spread() {
        Collection<Long> written = by.replays().writtenBySegment(projection).values();
        return written.isEmpty() ? 0 : Collections.max(written) - Collections.min(written);
    }

    /** Whether the end is written down. */
    private boolean end(State state, @Nullable String error) {
        try {
            held.whateverIsWanted(own -> {
                by.tables().dropNew(schema, view);
                by.replays().end(id, state, error);
                return own;
            });
            return true;
        } catch (Taken byAnother) {
            return true;
        } catch (RuntimeException away) {
            log.debug("The end of the replay of {} cannot be written down yet", projection, away);
            return false;
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
