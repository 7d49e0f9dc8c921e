package dev.scratchy.shared.problem;

import java.time.Duration;

/** Refused now, and to be granted after a while that is known. */
public final class RetryLater extends Refused {

    private static final long serialVersionUID = 1L;

    private final Duration after;

    public RetryLater(ProblemCode code, String detail, Duration after) {
        super(code, detail);
        this.after = after;
    }

    /** For {@code Retry-After}: whole seconds, rounded up so that nobody comes too early, and at least 1. */
    public long seconds() {
        return Math.max(1, after.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
