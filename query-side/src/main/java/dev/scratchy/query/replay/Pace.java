package dev.scratchy.query.replay;

import org.jspecify.annotations.Nullable;

/**
 * How far a replay is, and how fast.
 *
 * @param etaSeconds {@code null} when nothing can be said yet
 */
record Pace(
        long position,
        long total,
        int percent,
        long eventsPerSecond,
        @Nullable Long etaSeconds) {

    /** The part of the time that goes into indexes and counts when all is folded; by the benchmark {@code LiveReplay} 0.33 to 0.5. */
    private static final double INDEXING = 0.38;

    /** 100 is for those that are in use. */
    private static final int ALMOST = 99;

    /**
     * While it folds.
     *
     * @param seconds that this node has folded, from one position to another
     */
    static Pace folding(long from, long position, long total, double seconds) {
        double rate = seconds <= 0 ? 0 : (position - from) / seconds;
        if (rate <= 0) {
            return new Pace(position, total, share(position, total), 0, null);
        }
        double folding = (total - position) / rate;
        return new Pace(position, total, share(position, total), Math.round(rate), (long)
                Math.ceil(folding + indexing(total, rate)));
    }

    /** When it has folded everything that there was. */
    Pace indexing(double seconds) {
        double whole = eventsPerSecond == 0 ? 0 : indexing(total, (double) eventsPerSecond);
        return new Pace(
                position, total, share(total, total), eventsPerSecond, (long) Math.ceil(Math.max(0, whole - seconds)));
    }

    /** When all that is left is to follow. */
    Pace following(long at, long end) {
        return new Pace(at, end, ALMOST, eventsPerSecond, 0L);
    }

    /** Seconds, after so many events at that rate. */
    private static double indexing(long total, double rate) {
        return INDEXING * total / rate / (1 - INDEXING);
    }

    private static int share(long position, long total) {
        return total == 0 ? 0 : (int) Math.min(ALMOST, (1 - INDEXING) * 100 * position / total);
    }
}
