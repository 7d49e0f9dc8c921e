package dev.scratchy.command.dispatch;

import dev.scratchy.shared.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a command, and on what conditions; a controller declares it as a parameter, behind the body.
 *
 * @param expected the version that the change is meant for, or {@code null} when any will do
 * @param once by what a second sending is known, or {@code null} when each is a wish of its own
 */
public record CommandRequest(
        Caller caller,
        @Nullable ExpectedVersion expected,
        @Nullable IdempotencyKey once) {

    /** Without conditions. */
    public static CommandRequest by(Caller caller) {
        return new CommandRequest(caller, null, null);
    }
}
