package dev.scratchy.benchmarks;

import io.lettuce.core.RedisClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** Hits beside the plain GET of as many bytes: one caller, many, and many while others invalidate. */
final class Hits implements AutoCloseable {

    private static final int PAYLOAD = 6_144;
    private static final String RAW = "reference:";

    private final CachingSizes sizes;
    private final byte[] payload = new byte[PAYLOAD];
    private final byte[][] rawKeys;
    private final RawRedis raw;
    private final CacheNode local;
    private final CacheNode remote;
    private final List<Double> invalidated = new ArrayList<>();

    Hits(CachingSizes sizes, RedisClient redis, DataSource database) throws Exception {
        this.sizes = sizes;
        new Random(42).nextBytes(payload);
        raw = new RawRedis(redis);
        raw.fill(RAW, sizes.keys(), payload);
        rawKeys = new byte[sizes.keys()][];
        Arrays.setAll(rawKeys, number -> RawRedis.key(RAW, number));
        local = node(redis, database, CacheNode.LOCAL_BYTES, "local");
        remote = node(redis, database, 0, "remote");
    }

    private CacheNode node(RedisClient redis, DataSource database, long localBytes, String name) throws Exception {
        CacheNode node = new CacheNode(redis, database, localBytes, name, name + "-all", key -> payload).started();
        for (int key = 0; key < sizes.keys(); key++) {
            expect(node.get(key));
        }
        return node;
    }

    /** One caller at a time, in milliseconds. */
    List<Comparison> latencies() {
        Comparison.Side get = Timing.of(sizes.millis(), this::rawGet);
        return List.of(
                new Comparison("one caller, local level", get, Timing.of(sizes.millis(), hit(local))),
                new Comparison("one caller, payload from Redis", get, Timing.of(sizes.millis(), hit(remote))));
    }

    /** Answers a second. */
    List<Comparison> throughputs() {
        return List.of(
                new Comparison(sizes.inFlight() + " callers, local level", many(this::rawGet), many(hit(local))),
                new Comparison(
                        sizes.inFlight() + " callers, payload from Redis", many(this::rawGet), many(hit(remote))),
                new Comparison("local level, while others invalidate", busy(this::rawGet), busy(hit(local))),
                new Comparison("payload from Redis, likewise", busy(this::rawGet), busy(hit(remote))));
    }

    private Comparison.Side many(Timing.Question question) {
        return Callers.perSecond(sizes.inFlight(), sizes.millis(), question);
    }

    /** Beside invalidations of what none of the results depends on. */
    private Comparison.Side busy(Timing.Question question) {
        return () -> {
            try (var invalidations = new Invalidations(remote, sizes.invalidations())) {
                double rate = many(question).figure();
                invalidated.add(invalidations.stop());
                return rate;
            }
        };
    }

    private void rawGet() throws Exception {
        expect(raw.get(rawKeys[ThreadLocalRandom.current().nextInt(rawKeys.length)]));
    }

    private Timing.Question hit(CacheNode node) {
        return () -> expect(node.get(ThreadLocalRandom.current().nextInt(sizes.keys())));
    }

    private void expect(byte[] answer) {
        if (!Arrays.equals(answer, payload)) {
            throw new IllegalStateException("Another answer than was put there.");
        }
    }

    /** How many invalidations a second there were when others invalidated. */
    Spread invalidated() {
        return new Spread(invalidated);
    }

    /** Looks whether all were hits. */
    void check() {
        if (local.loads() != sizes.keys() || remote.loads() != sizes.keys()) {
            throw new IllegalStateException("Of " + sizes.keys() + " results " + local.loads()
                    + " were loaded by the one, " + remote.loads() + " by the other: not everything was a hit.");
        }
    }

    @Override
    public void close() {
        local.close();
        remote.close();
        raw.close();
    }
}
