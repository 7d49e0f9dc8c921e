package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.query.cache.SharedVersions.Count;
import dev.scratchy.query.cache.SharedVersions.Known;
import dev.scratchy.shared.subscription.ChildJvm;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A process with a cache, many readers and some writers. Each reader takes down what has been acknowledged, asks the cache, and
 * compares. It goes on until it is killed, or its parent has ended.
 */
final class CheckedNode {

    private static final int READERS = 150;
    private static final int WRITERS = 4;

    private static final Duration TIMEOUT = Duration.ofMillis(100);

    /** One is kept for long, so that a lost invalidation is noticed; the other is loaded anew all the time. */
    private static final String LASTING = "lasting";

    private static final String FLEETING = "fleeting";
    static final int QUERIES = 2;

    private final SharedVersions versions;
    private final Items items;
    private final TransactionTemplate transactions;
    private final Cache cache;
    private final List<CachedQuery<Integer, Long>> queries;

    private CheckedNode(SharedVersions versions, HikariDataSource database, Cache cache) {
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
            pause(1 + chance / 2);
        } else if (chance < 22) {
            throw new IllegalStateException("A load that fails");
        }
        return version;
    }

    private void read() {
        var random = ThreadLocalRandom.current();
        int item = random.nextInt(versions.items());
        CachedQuery<Integer, Long> query = queries.get(random.nextInt(QUERIES));
        long acknowledged = versions.get(Known.ACKNOWLEDGED, item);
        long overdue = versions.get(Known.OVERDUE, item);
        long seen;
        try {
            seen = query.get(item).orElseThrow();
        } catch (RuntimeException failedLoad) {
            versions.add(Count.FAILED_READS);
            return;
        }
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
        // The greater its number the more seldom is an item changed.
        int item = (int) (versions.items() * Math.pow(random.nextDouble(), 3));
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
        pause(random.nextInt(8));
    }

    private void start() {
        cache.listen(new Counting(versions));
        cache.start();
        for (int reader = 0; reader < READERS; reader++) {
            Thread.ofVirtual().start(() -> forEver(this::read));
        }
        for (int writer = 0; writer < WRITERS; writer++) {
            Thread.ofVirtual().start(() -> forEver(this::write));
        }
        versions.add(Count.NODES_READY);
    }

    private static void forEver(Runnable what) {
        while (true) {
            try {
                what.run();
            } catch (RuntimeException failure) {
                LoggerFactory.getLogger(CheckedNode.class).error("A reader or writer goes on after a failure", failure);
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

    /** Where everything is that the nodes share. */
    record Shared(Path file, int items, String redis, String database, String user, String password, String schema) {}

    /** A new process. */
    static Process startProcess(Shared shared, Mutant mutant, long localBytes) throws IOException {
        return ChildJvm.start(
                CheckedNode.class,
                Redirect.INHERIT,
                shared.file().toString(),
                Integer.toString(shared.items()),
                shared.redis(),
                shared.database(),
                shared.user(),
                shared.password(),
                shared.schema(),
                mutant.name(),
                Long.toString(localBytes));
    }

    public static void main(String[] arguments) throws IOException {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ROOT")).setLevel(Level.ERROR);
        var versions = SharedVersions.in(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        var redis = RedisClient.create(arguments[2]);
        redis.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofMillis(500))
                        .build())
                .build());
        var database = new HikariDataSource();
        database.setJdbcUrl(arguments[3]);
        database.setUsername(arguments[4]);
        database.setPassword(arguments[5]);
        database.setSchema(arguments[6]);
        database.setMaximumPoolSize(10);
        var settings = new Cache.Settings(TIMEOUT, Long.parseLong(arguments[8]), 0);
        var parts = Mutant.valueOf(arguments[7]).parts(new Cache.Parts(redis, database, settings), versions);
        new CheckedNode(versions, database, new Cache(settings, parts)).start();
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }
}
