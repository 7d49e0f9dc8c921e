package dev.scratchy.journeys;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what the query side will show. */
final class Eventually {

    /** Long enough for a machine that does other things too; what is promised to be sooner says so. */
    private static final Duration LATEST = Duration.ofSeconds(10);

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
