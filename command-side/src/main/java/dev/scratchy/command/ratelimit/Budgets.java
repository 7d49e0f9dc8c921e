package dev.scratchy.command.ratelimit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scratchy.shared.database.CannotStart;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.NestedExceptionUtils;

/**
 * Each caller's commands of this minute, in Redis. A minute begins with the first command; when it is over, the whole budget
 * is there again. When Redis does not answer in time, the command is let through and counted, and for a second nobody
 * asks Redis, so an outage costs one command a second the wait.
 */
final class Budgets implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Budgets.class);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Kept a little longer than it means something, for clocks that differ between nodes. By Redis's own clock: what a clock that
     * was an hour ahead for a moment has written would count for an hour otherwise.
     */
    private static final Duration KEPT = MINUTE.plusSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Longer than a command waits: a connection is made beside the commands, and the first one loads classes. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final BucketConfiguration budget;
    private final String prefix;
    private final Duration timeout;
    private final TimeMeter time;
    private final Counter unchecked;
    private final Breaker breaker = new Breaker(PAUSE, System::nanoTime);
    private final RedisURI uri;
    private final ClientResources resources;
    private final RedisClient client;
    private CompletableFuture<ProxyManager<String>> buckets;

    Budgets(RateLimitProperties properties, @Nullable SslBundle trusted, Clock clock, MeterRegistry meters) {
        int commands = properties.commandsPerMinute();
        this.budget = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(commands)
                        .refillIntervally(commands, MINUTE)
                        .build())
                .build();
        // A bucket keeps the size that it was made with, so another size has other buckets.
        this.prefix = "rl:" + commands + ":";
        this.timeout = properties.timeout();
        this.time = new ClockTime(clock);
        this.unchecked = Counter.builder("scratchy.rate.limit.unavailable")
                .description("Commands let through unchecked, because Redis did not answer")
                .register(meters);
        this.uri = uri(properties.redisUrl());
        this.resources = ClientResources.builder()
                .reconnectDelay(() -> Delay.constant(PAUSE))
                .build();
        this.client = RedisClient.create(resources);
        var options = ClientOptions.builder()
                // At once, instead of queueing for a Redis that may never return.
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build());
        if (trusted != null) {
            options.sslOptions(SslOptions.builder()
                    .trustManager(trusted.getManagers().getTrustManagerFactory())
                    .build());
        }
        client.setOptions(options.build());
        this.buckets = connect();
        try {
            buckets(CONNECT);
        } catch (RuntimeException away) {
            lost(away);
        }
    }

    /**
     * Takes one command off a caller's budget.
     *
     * @return how long until there is one again; zero when there was
     */
    Duration spend(String caller) {
        if (!breaker.mayTry()) {
            unchecked.increment();
            return Duration.ZERO;
        }
        try {
            var probe = buckets(timeout)
                    .builder()
                    .build(prefix + caller, () -> budget)
                    .tryConsumeAndReturnRemaining(1);
            if (breaker.worked()) {
                log.info("Redis answers again");
            }
            return probe.isConsumed()
                    ? Duration.ZERO
                    : Duration.ofNanos(Math.min(probe.getNanosToWaitForRefill(), KEPT.toNanos()));
        } catch (RuntimeException away) {
            lost(away);
            unchecked.increment();
            return Duration.ZERO;
        }
    }

    private static RedisURI uri(String url) {
        try {
            RedisURI uri = RedisURI.create(url);
            uri.setTimeout(CONNECT);
            return uri;
        } catch (IllegalArgumentException malformed) {
            // Without the value: it may hold a password.
            throw new CannotStart("REDIS_URL must be like redis://user:password@host:6379, or rediss:// with TLS.");
        }
    }

    private void lost(RuntimeException why) {
        if (breaker.failed()) {
            log.warn(
                    "Redis does not answer ({}); commands are not limited",
                    NestedExceptionUtils.getMostSpecificCause(why).toString());
        }
    }

    /** The buckets, connected to within the given time; one that was connected once reconnects by itself. */
    private ProxyManager<String> buckets(Duration patience) {
        CompletableFuture<ProxyManager<String>> attempt = lastAttempt();
        try {
            return attempt.get(patience.toNanos(), NANOSECONDS);
        } catch (ExecutionException | TimeoutException away) {
            throw new IllegalStateException(away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private synchronized CompletableFuture<ProxyManager<String>> lastAttempt() {
        if (buckets.isCompletedExceptionally()) {
            buckets = connect();
        }
        return buckets;
    }

    private CompletableFuture<ProxyManager<String>> connect() {
        return client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri)
                .toCompletableFuture()
                .thenApply(this::bucketsOf);
    }

    private ProxyManager<String> bucketsOf(StatefulRedisConnection<String, byte[]> connection) {
        return Bucket4jLettuce.casBasedBuilder(connection)
                .requestTimeout(timeout)
                .clientClock(time)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.fixedTimeToLive(KEPT))
                .build();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, PAUSE);
        resources.shutdown(0, PAUSE.toMillis(), MILLISECONDS).awaitUninterruptibly(PAUSE.toMillis());
    }

    private record ClockTime(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
