package dev.scratchy.query.cache;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The cache of one node: its queries, and what ends their results. Nodes that share a Redis and a database share a cache.
 *
 * <p>The database needs the table {@code cache_invalidation}, and Redis 6.2 must have neither replicas nor persistence.
 */
public class Cache implements AutoCloseable {

    private final Listeners listeners;
    private final RedisLink link;
    private final Outbox outbox;
    private final Upkeep upkeep;
    private final LocalLevel local;
    private final Parts parts;
    private final SelfCheck selfCheck;
    private final CacheMetrics metrics;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /**
     * What may be set.
     *
     * @param timeout of a command to Redis; after it queries are answered from the database for a while
     * @param localBytes results held in this process, in bytes, so that hits do not move them; 0 for none
     * @param selfCheckOneIn how many hits there are to one that is loaded again and compared; 0 for no checks
     */
    public record Settings(Duration timeout, long localBytes, int selfCheckOneIn) {

        public Settings {
            if (timeout.isNegative() || timeout.isZero() || localBytes < 0 || selfCheckOneIn < 0) {
                throw new IllegalArgumentException("The cache needs a timeout, and no negative numbers");
            }
        }
    }

    /** Connects to nothing yet. */
    public Cache(RedisClient redis, DataSource database, Settings settings, MeterRegistry meters) {
        this(settings, new Parts(redis, database, settings), meters);
    }

    /** In front of views that are folded from the log of the same database. */
    static Cache ofTheLog(RedisClient redis, DataSource database, Settings settings, MeterRegistry meters) {
        var parts = new Parts(redis, database, settings) {
            @Override
            SeenLog seenLog(RedisLink link) {
                return new SeenLog(new SeenLogTable(database), link);
            }
        };
        return new Cache(settings, parts, meters);
    }

    /** Without meters that anybody else could read. */
    public Cache(RedisClient redis, DataSource database, Settings settings) {
        this(settings, new Parts(redis, database, settings));
    }

    /** What a test may replace by something that is wrong on purpose. */
    static class Parts {

        final Listeners listeners = new Listeners();
        final RedisClient redis;
        final DataSource database;
        final Settings settings;

        Parts(RedisClient redis, DataSource database, Settings settings) {
            this.redis = redis;
            this.database = database;
            this.settings = settings;
        }

        RedisLink link() {
            return new RedisLink(redis, settings.timeout(), listeners);
        }

        @Nullable
        SeenLog seenLog(RedisLink link) {
            return null;
        }

        <V> Flights<V> flights() {
            return new Flights<>();
        }

        Outbox outbox(RedisLink link) {
            return new Outbox(
                    new InvalidationTable(database),
                    new TransactionTemplate(new JdbcTransactionManager(database)),
                    link,
                    listeners);
        }
    }

    Cache(Settings settings, Parts parts) {
        this(settings, parts, new SimpleMeterRegistry());
    }

    private Cache(Settings settings, Parts parts, MeterRegistry meters) {
        metrics = new CacheMetrics(meters);
        this.parts = parts;
        listeners = parts.listeners;
        listeners.add(metrics);
        link = parts.link();
        outbox = parts.outbox(link);
        upkeep = new Upkeep(outbox, link, parts.seenLog(link));
        local = new LocalLevel(new KnownInvalidations(link), settings.localBytes());
        selfCheck = new SelfCheck(settings.selfCheckOneIn(), listeners);
    }

    /** Connects, and goes on trying when that fails; until then queries are answered from the database. */
    public void start() {
        upkeep.start();
    }

    /**
     * Ends the life of every entry that names one of the references, on all nodes, and of what is being loaded for one. Within
     * a transaction this becomes part of it, and is done after its commit.
     *
     * @param references or prefixes of some, such as {@code post:*}; {@code *} for everything
     * @return whether Redis has acknowledged it: from then on no read that begins on any node is answered with anything older.
     *     If not, it has been written down, and any node makes up for it within a moment
     * @throws IllegalArgumentException when a name is not one of a reference or a prefix
     */
    public boolean invalidateAll(Collection<String> references) {
        return invalidateAll(references, acknowledged -> {});
    }

    /**
     * As {@link #invalidateAll(Collection)}, for whoever has to know what came of it after the commit.
     *
     * @param told takes whether Redis has acknowledged it, as soon as that has been tried; not called when there is nothing to do
     */
    public boolean invalidateAll(Collection<String> references, Consumer<Boolean> told) {
        references.forEach(Reference::checkInvalidated);
        return references.isEmpty() || outbox.invalidate(references, told);
    }

    /**
     * Whether everything that was to be invalidated before a moment has been acknowledged by Redis, as far as this node has seen;
     * it looks every 25 ms.
     *
     * @param nanoTime the moment, by {@link System#nanoTime()}
     */
    public boolean isDelivered(long nanoTime) {
        return upkeep.deliveredUpTo() - nanoTime >= 0;
    }

    /**
     * Whether this node answers from the database, and will until everything that was to be invalidated before a moment has been
     * acknowledged.
     *
     * @param nanoTime the moment, by {@link System#nanoTime()}
     */
    public boolean isDoneWithoutSince(long nanoTime) {
        // Younger invalidations do not keep the cache from being used again.
        return !link.isBelieved() && System.nanoTime() - nanoTime > 2 * InvalidationTable.OVERDUE.toNanos();
    }

    /** Ends the life of every entry. */
    public boolean invalidateEverything() {
        return outbox.invalidate(List.of(Reference.EVERYTHING), acknowledged -> {});
    }

    /**
     * Has every entry ended within 250 ms, by whichever node comes first. For a long row of transactions for which nobody waits:
     * it costs each of them an insert. Within a transaction it becomes part of it.
     */
    public void invalidateEverythingSoon() {
        outbox.invalidateSoon(List.of(Reference.EVERYTHING));
    }

    boolean clear(String name) {
        return outbox.invalidate(List.of(name), acknowledged -> {});
    }

    /** Has a listener told of everything from now on. */
    public void listen(CacheListener listener) {
        listeners.add(listener);
    }

    /** Has a listener told of nothing more. */
    public void forget(CacheListener listener) {
        listeners.remove(listener);
    }

    /** Whether this node answers from the cache; else it does from the database, because of Redis. */
    public boolean isUsed() {
        return link.isBelieved();
    }

    /** How this node's cache stands. */
    public CacheReport report() {
        InvalidationTable.Waiting waiting = upkeep.waiting();
        return new CacheReport(
                link.isBelieved() ? CacheReport.Breaker.CLOSED : CacheReport.Breaker.OPEN,
                waiting == null ? null : waiting.rows(),
                local.size(),
                names.stream().sorted().map(metrics::report).collect(Collectors.toList()));
    }

    /**
     * Takes a query in.
     *
     * @throws IllegalArgumentException when there is one of that name
     */
    <K, V> CachedQuery<K, V> added(CachedQuery<K, V> query) {
        if (!names.add(query.name())) {
            throw new IllegalArgumentException("The cache has a query " + query.name() + " already");
        }
        return query;
    }

    Listeners listeners() {
        return listeners;
    }

    RedisLink link() {
        return link;
    }

    LocalLevel local() {
        return local;
    }

    <V> Flights<V> flights() {
        return parts.flights();
    }

    SelfCheck selfCheck() {
        return selfCheck;
    }

    /** Ends what is going on in the background, and the connection. Queries are then answered from the database. */
    @Override
    public void close() {
        upkeep.close();
        link.close();
    }
}
