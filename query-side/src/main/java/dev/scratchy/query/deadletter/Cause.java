package dev.scratchy.query.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * Why an event could not be handled.
 *
 * @param type the class of the exception, without its package
 * @param message up to {@value #LONGEST} characters, because PostgreSQL's driver puts whole rows into its messages
 */
public record Cause(String type, @Nullable String message) {

    private static final int LONGEST = 1_000;

    /** PostgreSQL has no NUL in texts. */
    public Cause {
        if (message != null) {
            String text = message.replace("\0", "");
            message = text.substring(0, Math.min(text.length(), LONGEST));
        }
    }

    /** What an exception is, and what the first of its causes says: those between quote whole statements. */
    public static Cause of(Throwable failure) {
        Throwable first = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            first = cause;
        }
        return new Cause(failure.getClass().getSimpleName(), first.getMessage());
    }

    /** In one line. */
    public String text() {
        return message == null ? type : type + ": " + message;
    }
}
