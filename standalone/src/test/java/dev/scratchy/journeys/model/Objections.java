package dev.scratchy.journeys.model;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Gathers what speaks against a wish. */
final class Objections {

    private final Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
    private boolean closed;

    /** For what somebody with a token may try. */
    static Objections toSignedIn(Caller caller) {
        return new Objections().closing(caller.isAnonymous(), Refusal.UNAUTHENTICATED);
    }

    /** For what somebody with a role that writes posts may try. */
    static Objections toWriting(Caller caller) {
        return toSignedIn(caller).closing(!caller.mayWritePosts(), Refusal.FORBIDDEN);
    }

    Objections when(boolean broken, Refusal refusal) {
        if (broken && !closed) {
            refusals.add(refusal);
        }
        return this;
    }

    /** The only one that may be named, if it is the first: who may not even try is told nothing else. */
    Objections closing(boolean broken, Refusal refusal) {
        when(broken, refusal);
        closed |= broken;
        return this;
    }

    /** Whatever else is wrong with a request that cannot be read, nothing else can be known of it. */
    Objections readable(Guard guard, Target<?> target) {
        return when(guard.isMalformed(), Refusal.MALFORMED_REQUEST)
                .when(target.isMalformed(), Refusal.MALFORMED_ID)
                .closed(guard.isMalformed() || target.isMalformed());
    }

    Objections readable(Guard guard) {
        return closing(guard.isMalformed(), Refusal.MALFORMED_REQUEST);
    }

    Objections valid(boolean valid) {
        return when(!valid, Refusal.VALIDATION_FAILED);
    }

    /** For a new thing, which no version can match. */
    Objections unguarded(Guard guard) {
        return when(guard.isThere(), Refusal.VERSION_CONFLICT);
    }

    private Objections closed(boolean now) {
        closed |= now;
        return this;
    }

    boolean isEmpty() {
        return refusals.isEmpty();
    }

    Verdict refuse() {
        return new Verdict(refusals, null);
    }

    Verdict orElse(Supplier<Verdict> verdict) {
        return refusals.isEmpty() ? verdict.get() : refuse();
    }
}
