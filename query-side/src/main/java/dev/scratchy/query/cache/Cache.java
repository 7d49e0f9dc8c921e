package dev.scratchy.query.cache;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The entries in Redis and the numbers that decide whether they count. While Redis does not answer, nothing is read from it
 * or written to it, and queries go to the database. When it does not take an invalidation, this node stays away from the cache until
 * it took one that ends the life of every entry.
 */
@Component
public class Cache {

    private static final Logger log = LoggerFactory.getLogger(Cache.class);

    private static final String INVALIDATIONS = "{c}inv";
    private static final String ENTRY = "{c}e:";
    private static final String LEASE = "{c}l:";

    /** How long one node alone refreshes a stale entry, at most. */
    private static final String LEASE_MILLIS = "2000";

    private static final RedisScript<List<Object>> READ = Scripts.read();
    private static final RedisScript<Long> FILL = Scripts.fill();
    private static final RedisScript<Long> INVALIDATE = Scripts.invalidate();

    /** Held against every entry, so an invalidation of it ends them all. */
    private static final String FLOOR = "!floor";

    private final StringRedisTemplate redis;
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    /** Invalidations that Redis did not take, and how many of them a raised floor has made up for. */
    private final AtomicLong missed = new AtomicLong();

    private final AtomicLong madeUpFor = new AtomicLong();

    Cache(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * What is in the cache now.
     *
     * @return {@code null} when the cache is out of reach and must neither be believed nor filled
     */
    @Nullable
    Lookup read(String key) {
        if (missed.get() != madeUpFor.get()) {
            return null;
        }
        try {
            List<Object> answer = redis.execute(READ, List.of(ENTRY + key, INVALIDATIONS, LEASE + key), LEASE_MILLIS);
            found();
            return Lookup.of(answer);
        } catch (RuntimeException away) {
            lost(away);
            return null;
        }
    }

    /**
     * Stores a result.
     *
     * @param number from the {@link Lookup} that preceded the load
     */
    void fill(String key, String number, Set<String> references, String payload, long ttlMillis, long staleMillis) {
        try {
            redis.execute(
                    FILL,
                    List.of(ENTRY + key, LEASE + key),
                    number,
                    String.join("\n", references),
                    payload,
                    Long.toString(ttlMillis),
                    Long.toString(ttlMillis + staleMillis));
        } catch (RuntimeException away) {
            lost(away);
        }
    }

    /**
     * Ends the life of every entry that names one of the references, on all nodes, and of what is being loaded for one. When
     * this returns, no read that this node begins is answered from an entry made before it.
     */
    public void invalidateAll(Collection<String> references) {
        if (references.isEmpty()) {
            return;
        }
        try {
            redis.execute(INVALIDATE, List.of(INVALIDATIONS), references.toArray());
        } catch (RuntimeException away) {
            missed.incrementAndGet();
            lost(away);
        }
    }

    /** Ends the life of every entry. */
    public void invalidateEverything() {
        invalidateAll(List.of(FLOOR));
    }

    @Scheduled(fixedDelay = 100)
    void recover() {
        // Read before the floor is raised: what is missed after that needs another one.
        long soFar = missed.get();
        if (soFar != madeUpFor.get()) {
            try {
                redis.execute(INVALIDATE, List.of(INVALIDATIONS), FLOOR);
                madeUpFor.set(soFar);
                found();
            } catch (RuntimeException stillAway) {
                lost(stillAway);
            }
        }
    }

    private void lost(RuntimeException why) {
        if (reachable.compareAndSet(true, false)) {
            log.warn(
                    "Redis does not answer ({}); reading from PostgreSQL",
                    why.getClass().getSimpleName());
        }
    }

    private void found() {
        if (reachable.compareAndSet(false, true)) {
            log.info("Redis answers again");
        }
    }
}
