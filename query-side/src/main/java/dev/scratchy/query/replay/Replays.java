package dev.scratchy.query.replay;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.shared.identity.ReplayId;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Replays projections: the view is emptied and folded anew from the log's beginning, on this node. Meanwhile readers see it
 * grow; and only this node may be running the projection. What was begun is remembered until this process ends; the folding
 * itself goes on after a restart where it stood.
 */
@Component
public class Replays {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    /** How often a running replay looks where it is. */
    private static final long LOOK_MILLIS = 50;

    /** Longer than another node's claim of a segment lasts without being renewed (10 s). */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

    /** Replays whose outcome can still be asked for. */
    private static final int REMEMBERED = 100;

    private final Processors processors;
    private final Cache cache;
    private final Clock clock;
    private final Map<String, Replay> replays = new ConcurrentHashMap<>();

    Replays(Processors processors, Cache cache, Clock clock) {
        this.processors = processors;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * Begins a replay and returns at once.
     *
     * @throws Refused when there is no such projection, or a replay of it is running
     */
    public synchronized Replay start(String projection) {
        processors.processor(projection);
        if (replays.values().stream()
                .anyMatch(other -> other.projection().equals(projection) && other.state() == Replay.State.RUNNING)) {
            throw new Refused(ProblemCode.REPLAY_RUNNING, "A replay of " + projection + " is running.");
        }
        Replay begun = Replay.begun(projection, processors.head(), clock.instant());
        forgetOldest();
        replays.put(begun.id(), begun);
        Thread.ofVirtual().name("replay-" + projection).start(() -> run(begun));
        return begun;
    }

    /**
     * How far a replay is.
     *
     * @throws Refused when this process knows none of that id
     */
    public Replay find(ReplayId id) {
        Replay replay = replays.get(id.value());
        if (replay == null) {
            throw new Refused(ProblemCode.NOT_FOUND, "There is no such replay.");
        }
        return replay;
    }

    private void forgetOldest() {
        replays.values().stream()
                .filter(replay -> replay.state() != Replay.State.RUNNING)
                .sorted(Comparator.comparing(Replay::startedAt).reversed())
                .skip(REMEMBERED)
                .forEach(old -> replays.remove(old.id()));
    }

    private void run(Replay begun) {
        try {
            reset(begun.projection());
            Replay replay = begun;
            Progress progress = processors.progress(begun.projection());
            Instant lastRunning = clock.instant();
            while (!progress.running() || progress.replaying() || progress.position() < begun.total()) {
                if (progress.running() || progress.error() != null) {
                    lastRunning = clock.instant();
                } else if (lastRunning.plus(TAKEN_OVER).isBefore(clock.instant())) {
                    throw new IllegalStateException("Another node has taken the projection over.");
                }
                Thread.sleep(LOOK_MILLIS);
                progress = processors.progress(begun.projection());
                replay = replay.at(progress.position(), progress.error(), clock.instant());
                replays.put(replay.id(), replay);
            }
            cache.invalidateEverything();
            replays.put(replay.id(), replay.completed(clock.instant()));
            log.info("The replay of {} is complete: {} events", begun.projection(), begun.total());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failure) {
            log.warn("The replay of {} failed", begun.projection(), failure);
            replays.computeIfPresent(
                    begun.id(), (id, replay) -> replay.failed(failure.getClass().getSimpleName(), clock.instant()));
        }
    }

    /** The processor has to stand still for it, and goes on whether it worked or not. */
    private void reset(String projection) {
        var processor = processors.processor(projection);
        processor.shutDown();
        try {
            processor.resetTokens(StreamableMessageSource::createTailToken);
            processors.startsOver(projection);
            cache.invalidateEverything();
        } finally {
            processor.start();
        }
    }
}
