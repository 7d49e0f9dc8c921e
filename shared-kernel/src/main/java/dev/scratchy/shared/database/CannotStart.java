package dev.scratchy.shared.database;

/** The process cannot start, for a reason that its operator can mend; the message is one line that says what and how. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String oneLine) {
        super(oneLine);
    }
}
