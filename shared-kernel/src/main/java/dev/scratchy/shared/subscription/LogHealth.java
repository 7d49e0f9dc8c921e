package dev.scratchy.shared.subscription;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this process reads the log, if it has anything that follows it: without that, its views stand still. */
final class LogHealth implements HealthIndicator {

    /** It looks five times a second, and reads a page in much less. */
    private static final Duration SILENT = Duration.ofSeconds(15);

    private final LogTail tail;

    LogHealth(LogTail tail) {
        this.tail = tail;
    }

    @Override
    public Health health() {
        Duration age = tail.lastLook();
        if (age == null) {
            return Health.up().withDetail("reading", false).build();
        }
        boolean reading = age.compareTo(SILENT) < 0;
        return (reading ? Health.up() : Health.down())
                .withDetail("reading", reading)
                .withDetail("lastLookMillis", age.toMillis())
                .withDetail("position", tail.mark())
                .withDetail("heldMillis", tail.markAge().toMillis())
                .build();
    }
}
