package dev.scratchy.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisClient;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A key that nobody has asked for before, and then very many ask for it at once; beside one who does. */
final class ColdKeys implements AutoCloseable {

    private static final int PAYLOAD = 6_144;

    /** A page that costs something. */
    private static final String LOAD = """
            SELECT repeat('x', :length)
            FROM pg_sleep(0.02)
            """;

    private final int callers;
    private final CacheNode node;
    private final AtomicInteger next = new AtomicInteger();
    private long mostLoads;

    ColdKeys(CachingSizes sizes, RedisClient redis, DataSource database) throws Exception {
        this.callers = sizes.coldCallers();
        JdbcClient jdbc = JdbcClient.create(database);
        this.node = new CacheNode(
                        redis,
                        database,
                        CacheNode.LOCAL_BYTES,
                        "cold",
                        "cold-all",
                        key -> jdbc.sql(LOAD)
                                .param("length", PAYLOAD)
                                .query(String.class)
                                .single()
                                .getBytes(US_ASCII))
                .started();
    }

    Comparison comparison() {
        return new Comparison("a load of 20 ms", () -> asked(1), () -> asked(callers));
    }

    /** Milliseconds until all have the answer. */
    private double asked(int count) throws Exception {
        int key = next.getAndIncrement();
        long loads = node.loads();
        long begin = System.nanoTime();
        Callers.run(count, () -> {
            if (node.get(key).length != PAYLOAD) {
                throw new IllegalStateException("Another answer than was loaded.");
            }
        });
        double millis = (System.nanoTime() - begin) / 1e6;
        mostLoads = Math.max(mostLoads, node.loads() - loads);
        return millis;
    }

    /** How often a key was loaded that all asked for, at most; 1 is what it should be. */
    long mostLoads() {
        return mostLoads;
    }

    @Override
    public void close() {
        node.close();
    }
}
