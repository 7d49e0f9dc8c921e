package dev.scratchy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One reference that all entries hold, invalidated; beside deleting as many keys, which is what a cache must do that looks nothing up. */
final class Ending implements AutoCloseable {

    private static final String REFERENCE = "everyone";
    private static final String RAW = "deleted:";
    private static final int FILLERS = 64;
    private static final byte[] PAYLOAD = "what was loaded".getBytes(UTF_8);

    private final int entries;
    private final RawRedis raw;
    private final CacheNode node;

    /** How the other side ends its keys. */
    private interface Deletion {
        void of(String name, int keys) throws Exception;
    }

    Ending(CachingSizes sizes, RedisClient redis, DataSource database) throws Exception {
        this.entries = sizes.entries();
        this.raw = new RawRedis(redis);
        this.node = new CacheNode(redis, database, 0, "ended", REFERENCE, key -> PAYLOAD).started();
    }

    /** In milliseconds: first by the account of Redis, which does nothing else meanwhile, and then until the caller has its answer. */
    List<Comparison> comparisons() {
        Comparison.Side invalidate = () -> invalidated().inRedis();
        return List.of(
                new Comparison(
                        "in Redis | UNLINK",
                        () -> {
                            delete(raw::unlink);
                            return raw.millisecondsOf("unlink");
                        },
                        invalidate),
                new Comparison(
                        "in Redis | SCAN and UNLINK",
                        () -> {
                            delete(raw::scanAndUnlink);
                            return raw.millisecondsOf("scan", "unlink");
                        },
                        invalidate),
                // It is written down in PostgreSQL first.
                new Comparison(
                        "for the caller | UNLINK",
                        () -> delete(raw::unlink),
                        () -> invalidated().forTheCaller()));
    }

    private double delete(Deletion deletion) throws Exception {
        raw.fill(RAW, entries, PAYLOAD);
        raw.resetStatistics();
        long begin = System.nanoTime();
        deletion.of(RAW, entries);
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Milliseconds of the same invalidation. */
    private record Took(double inRedis, double forTheCaller) {}

    private Took invalidated() throws Exception {
        ask();
        long loads = node.loads();
        ask();
        expect(node.loads() == loads, "were kept");
        raw.resetStatistics();
        long begin = System.nanoTime();
        node.invalidate(REFERENCE);
        double millis = (System.nanoTime() - begin) / 1e6;
        var took = new Took(raw.millisecondsOf("evalsha"), millis);
        for (int key = 0; key < entries; key += entries / FILLERS + 1) {
            long before = node.loads();
            node.get(key);
            expect(node.loads() > before, "were ended");
        }
        return took;
    }

    private void ask() throws Exception {
        var next = new AtomicInteger();
        Callers.run(FILLERS, () -> {
            for (int key = next.getAndIncrement(); key < entries; key = next.getAndIncrement()) {
                node.get(key);
            }
        });
    }

    private static void expect(boolean so, String what) {
        if (!so) {
            throw new IllegalStateException("Not all entries " + what);
        }
    }

    @Override
    public void close() {
        node.close();
        raw.close();
    }
}
