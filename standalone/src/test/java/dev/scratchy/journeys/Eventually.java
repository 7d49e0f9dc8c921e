package dev.scratchy.journeys;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what the query side will show. */
final class Eventually {

    /** What the design promises for a change to be seen, until the event log pushes. */
    private static final Duration LATEST = Duration.ofSeconds(2);

    private Eventually() {}

    static void see(ThrowingRunnable assertion) {
        see(LATEST, assertion);
    }

    static void see(Duration latest, ThrowingRunnable assertion) {
        Awaitility.await()
                .ignoreExceptions()
                .atMost(latest)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(assertion);
    }
}
