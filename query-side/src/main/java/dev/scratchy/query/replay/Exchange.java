package dev.scratchy.query.replay;

import dev.scratchy.query.projecting.ViewTables;
import dev.scratchy.query.replay.HeldReplay.BeginsAnew;
import dev.scratchy.query.replay.Replay.State;
import dev.scratchy.query.replay.ReplayTable.Running;
import dev.scratchy.shared.eventlog.ReadEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the new tables of a replay into the place of those in use, in one transaction, as often as it takes. */
final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /** How long readers may have to wait for it. */
    private static final Duration BRIEF = Duration.ofMillis(100);

    /** Every so often, because it may be PostgreSQL's vacuum that is in the way, which goes when it is waited for. */
    private static final int OFTEN = 25;

    private final Means by;
    private final HeldReplay held;
    private final Replay replay;
    private final ViewTables view;
    private final String schema;
    private int attempts;

    Exchange(Means by, HeldReplay held, Replay replay, ViewTables view, String schema) {
        this.by = by;
        this.held = held;
        this.replay = replay;
        this.view = view;
        this.schema = schema;
    }

    /**
     * Tries it; then the replay is complete.
     *
     * @param version of the code, and of the tables in use, as they are now
     * @throws BeginsAnew when the new tables are not those that are to be in use
     * @throws RuntimeException when somebody has read the tables in use for too long, among others
     */
    void attempt(Supplier<String> version) {
        by.transactions().executeWithoutResult(before -> by.tables().dropFormer(schema, view));
        attempts++;
        boolean fits = held.inTransaction(own -> {
            by.replays().stopWriting(schema, replay.projection());
            if (!level(own, version)) {
                by.replays().startOver(replay.id(), "");
                return false;
            }
            by.tables().swap(schema, view, attempts % OFTEN == 0 ? GenerationTable.UNTIL_VACUUM_YIELDS : BRIEF);
            by.folding().lettersAreIn(replay.projection(), replay.id());
            by.cache().invalidateEverythingSoon();
            by.replays().end(replay.id(), State.COMPLETED, null);
            return true;
        });
        if (!fits) {
            throw new BeginsAnew();
        }
        log.info("The replay of {} is complete, at attempt {} to exchange the tables", replay.projection(), attempts);
        by.cache().invalidateEverything();
        dropFormer();
    }

    /**
     * Has the new tables show what the others show, which nobody writes; within a transaction, which sees the new ones from now
     * on.
     *
     * @return false when they cannot, because the projection was set back, or a migration was faster
     */
    boolean level(Running own, Supplier<String> version) {
        long position = own.replay().processed();
        long upTo = by.replays().writtenUpTo(replay.projection());
        if (position > upTo || !own.version().equals(version.get())) {
            return false;
        }
        by.tables().here(schema, true);
        foldRest(position, upTo, null);
        foldWhatSegmentsAreAhead(upTo);
        return true;
    }

    /** Mostly nothing, or a few that came since it was looked. */
    private void foldRest(long after, long upTo, @Nullable Segment segment) {
        List<ReadEvent> rest = by.events().page(after, upTo);
        while (!rest.isEmpty()) {
            List<TrackedEventMessage<?>> events = new ArrayList<>();
            rest.forEach(event -> events.add(event.message()));
            if (segment != null) {
                events.removeIf(event -> !by.folding().isOf(replay.projection(), segment, event));
            }
            by.folding().fold(replay.projection(), events).flush();
            rest = by.events().page(rest.getLast().position(), upTo);
        }
    }

    /** The processors of those go on behind what they have written, and would leave out what lies between. */
    private void foldWhatSegmentsAreAhead(long upTo) {
        by.replays().writtenBySegment(replay.projection()).forEach((segment, position) -> {
            if (position > upTo) {
                foldRest(upTo, position, segment);
            }
        });
    }

    private void dropFormer() {
        try {
            by.transactions().executeWithoutResult(done -> by.tables().dropFormer(schema, view));
        } catch (RuntimeException later) {
            log.debug("The former tables of {} are still read, and dropped later", replay.projection(), later);
        }
    }
}
