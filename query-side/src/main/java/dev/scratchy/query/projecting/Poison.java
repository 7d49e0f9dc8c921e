package dev.scratchy.query.projecting;

import dev.scratchy.shared.web.DatabaseProblems;

/** Tells failures that lie with an event from those that every event would meet. */
public final class Poison {

    private Poison() {}

    /**
     * Whether the event is at fault, or what its handler makes of it: it would fail again, and others would not. When the
     * database is, or its tables, nothing is put aside for it.
     */
    public static boolean isCauseOf(Throwable failure) {
        if (failure instanceof Error) {
            return false;
        }
        return !DatabaseProblems.isOfTheDatabase(failure) || DatabaseProblems.isOfTheData(failure);
    }
}
