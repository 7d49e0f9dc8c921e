package dev.scratchy.query.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what the cache does; the reference lists the meters. */
final class CacheMetrics implements CacheListener {

    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
    private final Map<String, OfQuery> queries = new ConcurrentHashMap<>();
    private final Counter acknowledged;
    private final Counter pending;
    private volatile boolean open = true;

    CacheMetrics(MeterRegistry outer) {
        // The report reads the meters too, also where nobody else does.
        registry.add(new SimpleMeterRegistry());
        registry.add(outer);
        acknowledged = invalidations("true");
        pending = invalidations("false");
        Gauge.builder("scratchy.cache.breaker", this, metrics -> metrics.open ? 1 : 0)
                .description("1 while queries are answered from PostgreSQL, because of Redis")
                .register(registry);
    }

    private Counter invalidations(String acknowledgedByRedis) {
        return Counter.builder("scratchy.cache.invalidations")
                .description("Commands to invalidate, by whether Redis has acknowledged them")
                .tag("acknowledged", acknowledgedByRedis)
                .register(registry);
    }

    private static final class OfQuery {

        private final Counter hits;
        private final Counter staleHits;
        private final Counter misses;
        private final Counter waits;
        private final Counter bypasses;
        private final Counter deduplicated;
        private final Counter failures;
        private final Counter inconsistencies;
        private final Timer loads;

        private OfQuery(String query, MeterRegistry registry) {
            hits = reads(query, "hit", registry);
            staleHits = reads(query, "stale", registry);
            misses = reads(query, "miss", registry);
            bypasses = reads(query, "bypass", registry);
            waits = counter("scratchy.cache.waits", "Looks that found somebody else loading", query, registry);
            deduplicated =
                    counter("scratchy.cache.deduplicated", "Reads that shared another one's look", query, registry);
            failures = counter("scratchy.cache.failures", "Loads that failed, or could not be kept", query, registry);
            inconsistencies = counter(
                    "scratchy.cache.inconsistent", "Entries that count and are not what a load gives", query, registry);
            loads = Timer.builder("scratchy.cache.load")
                    .description("Loads of the database")
                    .tag("query", query)
                    .register(registry);
        }

        private static Counter reads(String query, String result, MeterRegistry registry) {
            return Counter.builder("scratchy.cache.reads")
                    .description("Reads by what became of them")
                    .tag("query", query)
                    .tag("result", result)
                    .register(registry);
        }

        private static Counter counter(String name, String description, String query, MeterRegistry registry) {
            return Counter.builder(name)
                    .description(description)
                    .tag("query", query)
                    .register(registry);
        }
    }

    private OfQuery of(String query) {
        OfQuery known = queries.get(query);
        return known != null ? known : queries.computeIfAbsent(query, name -> new OfQuery(name, registry));
    }

    CacheReport.Query report(String name) {
        OfQuery query = of(name);
        return new CacheReport.Query(
                name,
                (long) query.hits.count(),
                (long) query.staleHits.count(),
                (long) query.misses.count(),
                (long) query.waits.count(),
                (long) query.bypasses.count(),
                (long) query.deduplicated.count(),
                query.loads.count(),
                (long) query.failures.count(),
                (long) query.inconsistencies.count(),
                query.loads.mean(TimeUnit.MILLISECONDS));
    }

    @Override
    public void hit(String query, String key) {
        of(query).hits.increment();
    }

    @Override
    public void staleHit(String query, String key) {
        of(query).staleHits.increment();
    }

    @Override
    public void miss(String query, String key) {
        of(query).misses.increment();
    }

    @Override
    public void waited(String query, String key) {
        of(query).waits.increment();
    }

    @Override
    public void bypassed(String query, String key) {
        of(query).bypasses.increment();
    }

    @Override
    public void deduplicated(String query, String key) {
        of(query).deduplicated.increment();
    }

    @Override
    public void loaded(String query, String key, Duration duration) {
        of(query).loads.record(duration);
    }

    @Override
    public void failed(String query, String key, Throwable failure) {
        of(query).failures.increment();
    }

    @Override
    public void invalidated(Collection<String> references, boolean byRedis) {
        (byRedis ? acknowledged : pending).increment();
    }

    @Override
    public void breaker(boolean nowOpen) {
        open = nowOpen;
    }

    @Override
    public void inconsistent(String query, String key) {
        of(query).inconsistencies.increment();
    }
}
