package dev.scratchy.query.consistency;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.problem.RetryLater;
import dev.scratchy.shared.subscription.PostgresEventStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What an answer has to have seen at least; a controller declares it as a parameter, and says which views it reads. */
public final class ReadAfter {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ViewPositions positions;
    private final PostgresEventStore log;
    private final long position;
    private final Duration wait;

    ReadAfter(ViewPositions positions, PostgresEventStore log, long position, Duration wait) {
        this.positions = positions;
        this.log = log;
        this.position = position;
        this.wait = wait;
    }

    /** See {@link #in(Collection)}. */
    public void in(String... views) {
        in(List.of(views));
    }

    /**
     * Waits until the views have come so far, when they have not, holding no connection meanwhile.
     *
     * @throws Refused when they do not come so far in time, or the log does not go so far
     */
    public void in(Collection<String> views) {
        long end = System.nanoTime() + wait.toNanos();
        for (String view : views) {
            if (positions.reached(view) < position) {
                await(view, end);
            }
        }
    }

    private void await(String view, long end) {
        if (!log.hasGiven(position)) {
            throw new Refused(
                    ProblemCode.INVALID_CONSISTENCY_TOKEN,
                    "The Consistency-Token is of something that the log does not have.");
        }
        try {
            if (!positions.await(view, position, Math.max(0, end - System.nanoTime()))) {
                throw new RetryLater(
                        ProblemCode.PROJECTION_BEHIND,
                        "The view of " + view + " has not come as far as the Consistency-Token in " + wait.toSeconds()
                                + " s.",
                        RETRY);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ProblemCode.UNAVAILABLE, "The server is stopping.");
        }
    }
}
