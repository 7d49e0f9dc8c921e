package dev.scratchy.shared.subscription;

import dev.scratchy.shared.eventlog.Mark;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For how long one appender has kept the mark where it is. The tail tells it what it sees; anybody may ask. */
final class HeldMark {

    private static final Logger log = LoggerFactory.getLogger(HeldMark.class);

    /** Longer than this is worth a warning: every projection of every node waits for it. */
    private static final Duration SLOW_APPENDER = Duration.ofSeconds(5);

    private volatile long since;
    private long at;
    private boolean warned;

    void see(Mark now) {
        if (now.heldBy() == null) {
            since = 0;
        } else if (since == 0 || at != now.position()) {
            since = System.nanoTime();
            at = now.position();
            warned = false;
        } else if (!warned && age().compareTo(SLOW_APPENDER) > 0) {
            warned = true;
            log.warn(
                    "Projections wait at position {} for a transaction that appended and has not ended for {} s: server process {}",
                    now.position(),
                    age().toSeconds(),
                    now.heldBy());
        }
    }

    Duration age() {
        long begin = since;
        return begin == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begin);
    }
}
