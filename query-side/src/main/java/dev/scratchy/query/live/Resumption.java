package dev.scratchy.query.live;

import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.problem.RetryLater;
import dev.scratchy.shared.subscription.PostgresEventStore;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a client wants to go on. */
final class Resumption {

    /** No {@code Last-Event-ID}: from now on. */
    static final long FROM_NOW_ON = -1;

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final PostgresEventStore log;
    private final ViewPositions positions;

    Resumption(PostgresEventStore log, ViewPositions positions) {
        this.log = log;
        this.positions = positions;
    }

    /**
     * The position behind which it goes on. The view of this node is there: another one may have been faster.
     *
     * @throws Refused when that is none, or this node does not get there in time
     */
    long after(@Nullable String lastEventId, String view) throws InterruptedException {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return FROM_NOW_ON;
        }
        if (!POSITION.matcher(lastEventId).matches()) {
            throw new Refused(ProblemCode.MALFORMED_REQUEST, "The Last-Event-ID is none of this stream.");
        }
        long position = Long.parseLong(lastEventId);
        if (!log.hasGiven(position)) {
            throw new Refused(ProblemCode.MALFORMED_REQUEST, "The Last-Event-ID is of something that was not yet.");
        }
        if (!positions.await(view, position, WAIT.toNanos())) {
            throw new RetryLater(
                    ProblemCode.PROJECTION_BEHIND,
                    "The view of " + view + " has not come as far as the Last-Event-ID in " + WAIT.toSeconds() + " s.",
                    RETRY);
        }
        return position;
    }
}
