package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.query.cache.Cache.Parts;
import dev.scratchy.query.cache.Cache.Settings;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A node that has the cache with one query, and nothing else. */
final class OwnNode implements AutoCloseable {

    static final String QUERY = "fact";

    /** How a number is kept. */
    static final Codec<Long> NUMBERS = new Codec<>(
            number -> Long.toString(number).getBytes(UTF_8), bytes -> Long.valueOf(new String(bytes, UTF_8)));

    private final RedisClient client;
    private final Cache cache;
    private final CachedQuery<String, Long> query;
    private final ThreadLocal<@Nullable Boolean> acknowledged = new ThreadLocal<>();
    private final Map<String, Long> hits = new ConcurrentHashMap<>();

    OwnNode(RedisClient client, Cache cache, Function<String, Optional<Long>> loader) {
        this.client = client;
        this.cache = cache;
        this.query = CachedQuery.<String, Long>named(QUERY)
                .ttl(Duration.ofMinutes(5))
                .references(name -> Set.of(reference(name)))
                .load(loader)
                .in(cache, NUMBERS);
        cache.listen(new CacheListener() {
            @Override
            public void hit(String asked, String name) {
                hits.merge(name, 1L, Long::sum);
            }

            @Override
            public void invalidated(Collection<String> references, boolean byRedis) {
                acknowledged.set(byRedis);
            }
        });
        cache.start();
    }

    static OwnNode on(int redis, DataSource database, Settings settings, Function<String, Optional<Long>> loader) {
        RedisClient client = OwnRedis.client(redis);
        return new OwnNode(client, new Cache(settings, new Parts(client, database, settings)), loader);
    }

    static String reference(String name) {
        return "fact:" + name;
    }

    Cache cache() {
        return cache;
    }

    long read(String name) {
        return query.get(name).orElseThrow();
    }

    /** Reads of it that were answered from Redis. */
    long hits(String name) {
        return hits.getOrDefault(name, 0L);
    }

    CacheReport.Query report() {
        return cache.report().queries().getFirst();
    }

    /** Whether Redis has acknowledged the last invalidation that was delivered by the calling thread. */
    boolean lastWasAcknowledged() {
        return Boolean.TRUE.equals(acknowledged.get());
    }

    @Override
    public void close() {
        cache.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
