package dev.scratchy.query.cache;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops a process where it is, and lets it go on. */
final class Signals {

    private Signals() {}

    static void stop(Process process) {
        send("-STOP", process);
    }

    static void goOn(Process process) {
        send("-CONT", process);
    }

    private static void send(String signal, Process process) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
