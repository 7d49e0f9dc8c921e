package dev.scratchy.query.cache;

import dev.scratchy.query.cache.Cache.Parts;
import dev.scratchy.query.cache.Cache.Settings;
import dev.scratchy.shared.database.TemporaryLog;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * What async-cache-dedupe documents, which this cache is measured by: each of its promises is kept, or it is said how and why
 * not. {@code docs/reference/cache-conformance.md} has the list.
 */
abstract class Conformance {

    static OwnRedis redis;
    static Cache cache;
    private static TemporaryLog log;
    private static RedisClient client;

    /** Every result that is loaded is a new one. */
    final AtomicInteger loads = new AtomicInteger();

    final String name = "query-" + UUID.randomUUID();
    final Heard heard = new Heard(name);

    @BeforeAll
    static void start() {
        log = TemporaryLog.create("conformance");
        redis = OwnRedis.start();
        client = OwnRedis.client(redis.port());
        // Nothing is held locally, so that every hit is one of Redis.
        var settings = new Settings(Duration.ofSeconds(1), 0, 0);
        cache = new Cache(settings, new Parts(client, log.pool(), settings) {
            @Override
            <V> Flights<V> flights() {
                // The time stands still, so that nobody who waits for another's load has had enough of it, however slow
                // the
                // machine is.
                return new Flights<>(() -> 0);
            }
        });
        cache.start();
    }

    @AfterAll
    static void leave_nothing() {
        cache.close();
        client.shutdown();
        redis.close();
        log.close();
    }

    @BeforeEach
    void listen() {
        cache.listen(heard);
    }

    @AfterEach
    void forget() {
        cache.forget(heard);
    }

    final Definition<String, Long> query() {
        return CachedQuery.named(name);
    }

    /** What it gives says how many loads there were. */
    final CachedQuery<String, Long> numbered(Definition<String, Long> definition) {
        return definition.load(key -> loaded()).in(cache, OwnNode.NUMBERS);
    }

    /** The same, and no load goes on before it may. */
    final CachedQuery<String, Long> blocked(Definition<String, Long> definition, CountDownLatch go) {
        return definition
                .load(key -> {
                    await(go);
                    return loaded();
                })
                .in(cache, OwnNode.NUMBERS);
    }

    final Optional<Long> loaded() {
        return Optional.of((long) loads.incrementAndGet());
    }

    static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    static long read(CachedQuery<String, Long> query) {
        return query.get("key").orElseThrow();
    }
}
