package dev.scratchy.benchmarks;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * The cache: hits beside a plain GET, the end of very many entries beside deleting them, a cold key, and the cached read over HTTP
 * beside the same bytes from memory and from Spring's own cache.
 */
public final class Caching {

    private final CachingSizes sizes;
    private final TemporaryServers servers;
    private final long begin = System.nanoTime();

    private Caching(CachingSizes sizes, TemporaryServers servers) {
        this.sizes = sizes;
        this.servers = servers;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, CachingSizes::parse, Caching::run));
    }

    private static void run(CachingSizes sizes) throws Exception {
        try (TemporaryServers servers = TemporaryServers.start(sizes.data())) {
            new Caching(sizes, servers).measure();
        }
    }

    private void measure() throws Exception {
        System.out.printf(
                Locale.ROOT, "%d processors, Java %s%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
        try (LogProcess process = LogProcess.start(
                        servers.url("DATABASE_URL"),
                        // Says for each that is closed that its connection is lost.
                        "--logging.level.dev.scratchy.query.cache=error");
                RedisClient redis = RedisClient.create(servers.url("REDIS_URL"))) {
            // As the system configures it.
            redis.setOptions(ClientOptions.builder()
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .build());
            if (sizes.parts().contains(CachingSizes.HITS)) {
                hits(redis, process.dataSource());
            }
            if (sizes.parts().contains(CachingSizes.INVALIDATION)) {
                invalidation(redis, process.dataSource());
            }
            if (sizes.parts().contains(CachingSizes.COLD)) {
                cold(redis, process.dataSource());
            }
        }
        if (sizes.parts().contains(CachingSizes.HTTP)) {
            http();
        }
        say("done");
    }

    private void hits(RedisClient redis, DataSource database) throws Exception {
        try (Hits hits = new Hits(sizes, redis, database)) {
            say("hits");
            report("plain GET, ms", "a hit, ms", "%,.3f", compared(hits.latencies(), sizes.rounds()));
            report("plain GET, per second", "hits, per second", "%,.0f", compared(hits.throughputs(), sizes.rounds()));
            hits.check();
            System.out.printf(
                    Locale.ROOT,
                    "invalidations: %d a second wanted, %.0f made (median of the sides)%n",
                    sizes.invalidations(),
                    hits.invalidated().median());
        }
    }

    private void invalidation(RedisClient redis, DataSource database) throws Exception {
        try (Ending ending = new Ending(sizes, redis, database)) {
            say(String.format(Locale.ROOT, "end %,d entries", sizes.entries()));
            List<Comparison.Result> results = new ArrayList<>();
            for (Comparison comparison : ending.comparisons()) {
                comparison.measure(1);
                results.add(comparison.measure(sizes.fewerRounds()));
            }
            report("deleted, ms", "invalidated, ms", "%,.2f", results);
        }
    }

    private void cold(RedisClient redis, DataSource database) throws Exception {
        try (ColdKeys cold = new ColdKeys(sizes, redis, database)) {
            say("cold keys");
            report(
                    "one caller, ms",
                    String.format(Locale.ROOT, "%,d callers, ms", sizes.coldCallers()),
                    "%,.1f",
                    compared(List.of(cold.comparison()), sizes.rounds()));
            System.out.printf(Locale.ROOT, "loads of a cold key: at most %d%n", cold.mostLoads());
        }
    }

    private void http() throws Exception {
        try (RunningSystem system = RunningSystem.start(
                        servers,
                        "--logging.level.org.flywaydb=error",
                        // A pause of a busy machine is to show as a slow answer of either cache, not as another one.
                        "--spring.data.redis.timeout=2s");
                Clients clients = new Clients(sizes.threads(), system)) {
            say("prepare the posts");
            var posts = new Posts();
            posts.prepareRead(clients);
            system.settle();
            var reads = new CachedReads(system, clients, posts, sizes.reads());
            reads.prepare();
            say("over HTTP");
            report(
                    "constant, per second",
                    "the other, per second",
                    "%,.0f",
                    compared(reads.besideConstant(), sizes.rounds()));
            report(
                    "Spring's RedisCache, per second",
                    "Scratchy, per second",
                    "%,.0f",
                    compared(List.of(reads.besideSpring()), sizes.rounds()));
            reads.check();
        }
    }

    /** All are warm before one counts: what the first would pay, the last would have for nothing. */
    private List<Comparison.Result> compared(List<Comparison> comparisons, int rounds) throws Exception {
        for (Comparison comparison : comparisons) {
            comparison.warmUp(sizes.warmUpSeconds() / comparisons.size());
        }
        List<Comparison.Result> results = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            results.add(comparison.measure(rounds));
        }
        return results;
    }

    /** At once, so that a run that is interrupted has shown what it had. */
    private static void report(String reference, String subject, String figure, List<Comparison.Result> results) {
        System.out.println();
        System.out.println(Report.table(reference, subject, figure, results));
    }

    private void say(String what) {
        System.out.printf(Locale.ROOT, "%4d s  %s%n", (System.nanoTime() - begin) / 1_000_000_000, what);
    }
}
