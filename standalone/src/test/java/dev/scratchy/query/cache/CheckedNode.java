package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.query.cache.SharedVersions.Count;
import dev.scratchy.query.cache.SharedVersions.Known;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A cache with many readers and some writers. Each reader takes down what has been acknowledged, asks the cache, and compares. */
final class CheckedNode {

    private static final int READERS = 150;
    private static final int WRITERS = 5;

    /** One is kept for long, so that a lost invalidation is noticed; the other is loaded anew all the time. */
    private static final String LASTING = "lasting";

    private static final String FLEETING = "fleeting";

    private final SharedVersions versions;
    private final Items items;
    private final TransactionTemplate transactions;
    private final Cache cache;
    private final List<CachedQuery<Integer, Long>> queries;

    CheckedNode(SharedVersions versions, DataSource database, Cache cache) {
        this.versions = versions;
        this.items = new Items(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.cache = cache;
        this.queries = List.of(
                query(LASTING, Duration.ofMinutes(1), Duration.ZERO),
                query(FLEETING, Duration.ofMillis(200), Duration.ofMillis(500)));
    }

    private CachedQuery<Integer, Long> query(String name, Duration ttl, Duration stale) {
        return CachedQuery.<Integer, Long>named(name)
                .ttl(ttl)
                .stale(stale)
                .staleOnError(Duration.ofSeconds(5))
                .references(item -> Set.of(Items.reference(item)))
                .load(this::load)
                .in(
                        cache,
                        new Codec<>(
                                version -> version.toString().getBytes(UTF_8),
                                bytes -> Long.valueOf(new String(bytes, UTF_8))));
    }

    /** Where the entries of an item are. */
    static Stream<String> cacheKeys(int item) {
        return Stream.of(LASTING + "~" + item, FLEETING + "~" + item);
    }

    /** Sometimes slow, so that much can happen between what it has read and what it answers, and sometimes failing. */
    private Optional<Long> load(int item) {
        Optional<Long> version = items.version(item);
        int chance = ThreadLocalRandom.current().nextInt(100);
        if (chance < 20) {
            pause(chance < 5 ? 10 * chance : 2);
        } else if (chance < 22) {
            throw new IllegalStateException("A load that fails");
        }
        return version;
    }

    private void read() {
        var random = ThreadLocalRandom.current();
        int item = item(2);
        CachedQuery<Integer, Long> query = queries.get(random.nextInt(queries.size()));
        long acknowledged = versions.get(Known.ACKNOWLEDGED, item);
        long overdue = versions.get(Known.OVERDUE, item);
        long seen = query.get(item).orElseThrow();
        versions.add(Count.READS);
        if (seen < acknowledged) {
            versions.add(Count.STALE_READS);
        }
        if (seen < overdue) {
            versions.add(Count.LATE_READS);
        }
    }

    private void write() {
        var random = ThreadLocalRandom.current();
        int item = item(3);
        List<String> references = List.of(random.nextInt(1000) == 0 ? "item:*" : Items.reference(item));
        transactions.executeWithoutResult(status -> {
            long version = items.change(item);
            // Before the cache's own, so that what it acknowledges is known to be committed.
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    versions.raise(Known.COMMITTED, item, version);
                }
            });
            cache.invalidateAll(references);
        });
        pause(random.nextInt(40));
    }

    /** One of the first items mostly, which are read and changed all the time, and seldom one of the last. */
    private int item(int bias) {
        return (int) (versions.items() * Math.pow(ThreadLocalRandom.current().nextDouble(), bias));
    }

    /** Goes on until the process ends. */
    void start() {
        cache.listen(new Counting(versions));
        cache.start();
        for (int reader = 0; reader < READERS; reader++) {
            Thread.ofVirtual().start(() -> forEver(this::read, Count.FAILED_READS));
        }
        for (int writer = 0; writer < WRITERS; writer++) {
            Thread.ofVirtual().start(() -> forEver(this::write, Count.FAILED_WRITES));
        }
        versions.add(Count.NODES_STARTED);
    }

    private void forEver(Runnable what, Count failures) {
        while (true) {
            try {
                what.run();
            } catch (RuntimeException failure) {
                versions.add(failures);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
