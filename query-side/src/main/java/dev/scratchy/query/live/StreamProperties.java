package dev.scratchy.query.live;

import dev.scratchy.shared.database.CannotStart;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code scratchy.streams.*}.
 *
 * @param maximum streams of this node at a time; 0 for none
 * @param heartbeat after this time without an event, a sign of life
 */
@ConfigurationProperties("scratchy.streams")
record StreamProperties(int maximum, Duration heartbeat) {

    StreamProperties {
        if (maximum < 0) {
            throw new CannotStart("scratchy.streams.maximum must not be negative.");
        }
        if (heartbeat.toMillis() < 1) {
            throw new CannotStart("scratchy.streams.heartbeat must be at least 1ms.");
        }
    }
}
