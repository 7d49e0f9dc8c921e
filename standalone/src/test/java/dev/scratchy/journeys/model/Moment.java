package dev.scratchy.journeys.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When something happened, as far as a client can tell: the server's clock said something between these two.
 *
 * @param from not later than it
 * @param to not earlier than it
 */
record Moment(Instant from, Instant to) {

    /** Because a clock may be read with fewer digits on one side. */
    private static final long SLACK_MILLIS = 1;

    /** A time that was asked for; PostgreSQL keeps microseconds. */
    static Moment exactly(Instant time) {
        Instant kept = time.truncatedTo(ChronoUnit.MICROS);
        return new Moment(kept, kept);
    }

    /** While a request was under way. */
    static Moment between(Instant before, Instant after) {
        return new Moment(before.minusMillis(SLACK_MILLIS), after.plusMillis(SLACK_MILLIS));
    }

    boolean holds(Instant time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }
}
