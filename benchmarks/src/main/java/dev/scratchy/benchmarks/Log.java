package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.Deliveries.Delays;
import dev.scratchy.benchmarks.reference.ReferenceTables;
import dev.scratchy.benchmarks.reference.ScaleTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The event log alone: appending to it, being told of it, reading all of it, and reading one aggregate, each beside the plainest
 * way to do the same and beside Axon's own log. The systems share one PostgreSQL, each in a schema of its own.
 */
public final class Log {

    private static final Duration FOLDED_WITHIN = Duration.ofMinutes(20);

    private final LogSizes sizes;
    private final TemporaryServers servers;
    private final long begin = System.nanoTime();

    private Log(LogSizes sizes, TemporaryServers servers) {
        this.sizes = sizes;
        this.servers = servers;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, LogSizes::parse, Log::run));
    }

    private static void run(LogSizes sizes) throws Exception {
        try (TemporaryServers servers = TemporaryServers.start(sizes.data())) {
            new Log(sizes, servers).measure();
        }
    }

    private void measure() throws Exception {
        System.out.printf(
                Locale.ROOT, "%d processors, Java %s%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
        try (LogProcess process = LogProcess.start(databaseUrl())) {
            LogPair logs = process.logs();
            if (sizes.parts().contains(LogSizes.LOADING)) {
                loading(process, logs);
            }
            if (sizes.parts().contains(LogSizes.DELIVERY)) {
                delivery(logs);
            }
            if (sizes.parts().contains(LogSizes.APPEND)) {
                append(process, logs);
            }
        }
        if (sizes.parts().contains(LogSizes.REPLAY)) {
            replay();
        }
        say("done");
    }

    private String databaseUrl() {
        return servers.url("DATABASE_URL");
    }

    private void loading(LogProcess process, LogPair logs) throws Exception {
        var loading = new Loading(logs, sizes.loadMillis());
        for (boolean large : List.of(true, false)) {
            say("loading " + (large ? "large" : "small") + " events");
            List<Comparison> ofEngine = loading.ofEngine(large);
            List<Comparison> ofStore = loading.ofStore(large);
            new ScaleTables(process.jdbc()).tidy();
            ofEngine.getLast().warmUp(sizes.warmUpSeconds());
            report("the snapshot's row, ms", "its events, ms", "%,.2f", compared(ofEngine));
            report("loaded with a snapshot, ms", "without one, ms", "%,.2f", compared(ofStore));
        }
    }

    /** All are warm before one counts: what the first would pay, the last would have for nothing. */
    private List<Comparison.Result> compared(List<Comparison> comparisons) throws Exception {
        for (Comparison comparison : comparisons) {
            comparison.warmUp(sizes.warmUpSeconds() / comparisons.size());
        }
        List<Comparison.Result> results = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            results.add(comparison.measure(sizes.rounds()));
        }
        return results;
    }

    private void append(LogProcess process, LogPair logs) throws Exception {
        var appends = new Appends(sizes.millis(), process, logs);
        say("append");
        List<Comparison.Result> results = compared(appends.comparisons());
        appends.check();
        report("plain JDBC, events/s", "the log, events/s", "%,.0f", results);
    }

    private void delivery(LogPair logs) throws Exception {
        try (Deliveries stock = new Deliveries(logs, LogPair.Kind.STOCK, databaseUrl());
                Deliveries scratchy = new Deliveries(logs, LogPair.Kind.SCRATCHY, databaseUrl())) {
            say("commit to handler: warm up");
            scratchy.sample(share(sizes.samples()), sizes.load());
            stock.sample(share(sizes.stockSamples()), sizes.load());
            var alone = new Delays();
            var stockAlone = new Delays();
            var loaded = new Delays();
            var stockLoaded = new Delays();
            for (int round = 0; round < sizes.replays(); round++) {
                say("commit to handler: round " + (round + 1));
                if (round % 2 == 0) {
                    stockAlone.add(stock.sample(share(sizes.stockSamples())));
                    stockLoaded.add(stock.sample(share(sizes.stockSamples()), sizes.load()));
                }
                alone.add(scratchy.sample(share(sizes.samples())));
                loaded.add(scratchy.sample(share(sizes.samples()), sizes.load()));
                if (round % 2 == 1) {
                    stockAlone.add(stock.sample(share(sizes.stockSamples())));
                    stockLoaded.add(stock.sample(share(sizes.stockSamples()), sizes.load()));
                }
            }
            scratchy.check();
            stock.check();
            String busy = ", under load";
            System.out.println();
            System.out.println(Report.delays(List.of(
                    delay("own JVM", stockAlone.own(), alone.own()),
                    delay("other JVM", stockAlone.other(), alone.other()),
                    delay("own JVM" + busy, stockLoaded.own(), loaded.own()),
                    delay("other JVM" + busy, stockLoaded.other(), loaded.other()))));
            System.out.printf(
                    Locale.ROOT,
                    "load: %d events/s wanted, %.0f made with Axon's (median of the rounds), %.0f with Scratchy%n%n",
                    sizes.load(),
                    new Spread(stockLoaded.loads()).median(),
                    new Spread(loaded.loads()).median());
        }
    }

    /** Of a round. */
    private int share(int samples) {
        return Math.ceilDiv(samples, sizes.replays());
    }

    private static Report.Delay delay(String name, List<Double> stock, List<Double> scratchy) {
        return new Report.Delay("commit to handler, " + name, new Spread(stock), new Spread(scratchy));
    }

    private void replay() throws Exception {
        try (RunningSystem system = RunningSystem.start(servers, "--logging.level.org.flywaydb=error")) {
            say("fill the log");
            var tables = new LogTables(system);
            tables.eventsOfPosts(sizes.events());
            system.settle(FOLDED_WITHIN);
            new ScaleTables(system.bean(JdbcClient.class)).tidy();
            var replaying = new Replaying(system);
            var replay = new Comparison("replay of posts", replaying::fold, replaying::replay);
            say("replay");
            replay.measure(1);
            Comparison.Result replayed = replay.measure(sizes.replays());
            report("one INSERT ... SELECT, events/s", "Scratchy, events/s", "%,.0f", List.of(replayed));
            var lists = new Comparison("with tags and counts", replaying::fold, replaying::foldAll);
            lists.measure(1);
            report("posts alone, events/s", "by SQL, events/s", "%,.0f", List.of(lists.measure(sizes.replays())));
            replaying.foldAll();
            replaying.compare();

            var reading = new Reading(
                    system.logs(), system.bean(ReferenceTables.class).events());
            new ScaleTables(system.bean(JdbcClient.class)).tidy();
            var read = new Comparison("reading alone", reading::readStock, reading::read);
            say("reading alone");
            read.measure(1);
            report("Axon's, events/s", "Scratchy, events/s", "%,.0f", List.of(read.measure(sizes.replays())));
        }
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
