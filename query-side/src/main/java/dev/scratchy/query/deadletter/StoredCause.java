package dev.scratchy.query.deadletter;

import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.jspecify.annotations.Nullable;

/**
 * Why a letter is there, as two columns hold it; both are empty for one that only waits behind another.
 *
 * @param type the class of the exception
 * @param message cut short, because PostgreSQL's driver puts whole statements with their values into its messages
 */
record StoredCause(@Nullable String type, @Nullable String message) {

    static StoredCause of(@Nullable Cause cause) {
        return cause == null ? new StoredCause(null, null) : new StoredCause(cause.type(), storable(cause.message()));
    }

    /** PostgreSQL has no NUL in texts. */
    private static @Nullable String storable(@Nullable String message) {
        if (message == null) {
            return null;
        }
        String text = message.replace("\0", "");
        return text.substring(0, Math.min(text.length(), ThrowableCause.TRUNCATED_MESSAGE_SIZE));
    }
}
