package dev.scratchy.journeys;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each class the views of the shared system have what that class has written, so that the next one does not wait for it. Found
 * by JUnit itself; where the shared system does not run, it does nothing.
 */
public final class CaughtUp implements AfterAllCallback {

    /** For all that a class has left to do; what a test waits for itself is sooner. */
    private static final Duration LATEST = Duration.ofSeconds(60);

    private static final AtomicReference<@Nullable Http> RUNNING = new AtomicReference<>();

    /** For the loader of services. */
    public CaughtUp() {}

    /** From now on there is something to wait for. */
    static void with(Http admin) {
        RUNNING.set(admin);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Http admin = RUNNING.get();
        if (admin != null) {
            try {
                Eventually.caughtUp(LATEST, admin);
            } catch (ConditionTimeoutException never) {
                // Said once: it is no fault of the classes behind this one.
                RUNNING.set(null);
                throw never;
            }
        }
    }
}
