package dev.scratchy.benchmarks;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CacheReport;
import dev.scratchy.query.cache.CachedQuery;
import dev.scratchy.query.cache.Codec;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/** A cache as a node has it, with one query that counts its loads. */
final class CacheNode implements AutoCloseable {

    /** What the system has by default. */
    static final long LOCAL_BYTES = 32L << 20;

    /** None: a load is to be one that a caller has caused. */
    private static final int SELF_CHECK_ONE_IN = 0;

    /** Longer than the system's: a pause of a busy machine is to show as a slow answer, not as one without the cache. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LONGER_THAN_A_RUN = Duration.ofMinutes(50);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);
    private static final int LOOK_MILLIS = 5;

    private final Cache cache;
    private final CachedQuery<Integer, byte[]> query;
    private final AtomicLong loads = new AtomicLong();

    /** The results of a query depend on the reference of that name and on one of their own. */
    CacheNode(
            RedisClient redis,
            DataSource database,
            long localBytes,
            String name,
            String reference,
            IntFunction<byte[]> load) {
        cache = new Cache(redis, database, new Cache.Settings(TIMEOUT, localBytes, SELF_CHECK_ONE_IN));
        query = CachedQuery.<Integer, byte[]>named(name)
                .ttl(LONGER_THAN_A_RUN)
                .references(key -> Set.of(reference, name + ":" + key))
                .load(key -> {
                    loads.incrementAndGet();
                    return Optional.of(load.apply(key));
                })
                .in(cache, new Codec<>(Function.identity(), Function.identity()));
    }

    /** Connects, and returns when answers come from Redis. */
    CacheNode started() throws InterruptedException {
        cache.start();
        long deadline = System.nanoTime() + CONNECTED_WITHIN.toNanos();
        while (cache.report().breaker() != CacheReport.Breaker.CLOSED) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The cache does without its Redis.");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return this;
    }

    byte[] get(int key) {
        return query.get(key).orElseThrow();
    }

    /** How often the loader ran. */
    long loads() {
        return loads.get();
    }

    /**
     * Ends what depends on a reference.
     *
     * @throws IllegalStateException when Redis has not acknowledged it
     */
    void invalidate(String reference) {
        if (!cache.invalidateAll(Set.of(reference))) {
            throw new IllegalStateException("An invalidation was not acknowledged.");
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
