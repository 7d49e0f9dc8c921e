package dev.scratchy.command.ratelimit;

import dev.scratchy.shared.database.CannotStart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code scratchy.rate-limit.*}.
 *
 * @param commandsPerMinute of one caller, on all nodes together; 0 for any number
 * @param redisUrl {@code redis://} or {@code rediss://}, with user and password if need be
 * @param redisSslBundle the name of whom a Redis with TLS has to be vouched for by; none for those whom the JDK trusts
 * @param timeout how long a command waits for Redis, at most
 */
@ConfigurationProperties("scratchy.rate-limit")
record RateLimitProperties(
        int commandsPerMinute, String redisUrl, @Nullable String redisSslBundle, Duration timeout) {

    RateLimitProperties {
        if (commandsPerMinute < 0) {
            throw new CannotStart(
                    "scratchy.rate-limit.commands-per-minute must be a number of commands, or 0 for no limit.");
        }
    }
}
