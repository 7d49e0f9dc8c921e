package dev.scratchy.query.replay;

import org.jspecify.annotations.Nullable;

/**
 * How far a replay is, and how fast.
 *
 * @param etaSeconds {@code null} when nothing can be said yet
 * @param indexing the part of the time that goes into indexes and counts when all is folded
 */
record Pace(
        long position,
        long total,
        int percent,
        long eventsPerSecond,
        @Nullable Long etaSeconds,
        double indexing) {

    /** Until a projection was replayed; by the benchmark {@code LiveReplay}, for posts, 0.33 to 0.5. */
    static final double INDEXING = 0.38;

    /** What was measured may be off, and must leave something for both. */
    private static final double LEAST = 0.02;

    private static final double MOST = 0.95;

    /** 100 is for those that are in use. */
    private static final int ALMOST = 99;

    /** Before anything is known. */
    static final Pace NONE = new Pace(0, 0, 0, 0, null, INDEXING);

    Pace {
        indexing = Math.clamp(indexing, LEAST, MOST);
    }

    /**
     * While it folds.
     *
     * @param seconds that this node has folded, from one position to another
     * @param indexing the part of the time that indexes took before
     */
    static Pace folding(long from, long position, long total, double seconds, double indexing) {
        double part = Math.clamp(indexing, LEAST, MOST);
        int percent = total == 0 ? 0 : (int) Math.min(ALMOST, (1 - part) * 100 * position / total);
        double rate = seconds <= 0 ? 0 : (position - from) / seconds;
        if (rate <= 0) {
            return new Pace(position, total, percent, 0, null, part);
        }
        double left = (total - position) / rate + part * total / rate / (1 - part);
        return new Pace(position, total, percent, Math.round(rate), (long) Math.ceil(left), part);
    }

    /** When it has folded everything that there was. */
    Pace indexing(double seconds) {
        double whole = eventsPerSecond == 0 ? 0 : indexing * total / eventsPerSecond / (1 - indexing);
        int folded = (int) Math.min(ALMOST, (1 - indexing) * 100);
        return new Pace(
                position,
                total,
                total == 0 ? 0 : folded,
                eventsPerSecond,
                (long) Math.ceil(Math.max(0, whole - seconds)),
                indexing);
    }

    /** When all that is left is to follow. */
    Pace following(long at, long end) {
        return new Pace(at, end, ALMOST, eventsPerSecond, 0L, indexing);
    }

    /** The same, without going back. */
    Pace atLeast(int percentBefore) {
        return new Pace(position, total, Math.max(percent, percentBefore), eventsPerSecond, etaSeconds, indexing);
    }
}
