package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.ScaleTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What becomes of reads, search and notifications when there are many rows. The systems share one PostgreSQL, each in a schema
 * of its own, and are given a Redis that is not there: so every read is answered from the tables.
 */
public final class Scale {

    private static final Duration FOLDED_WITHIN = Duration.ofMinutes(20);

    /** Rounds of what takes seconds each. */
    private static final int FEWER_ROUNDS = 5;

    private final Sizes sizes;
    private final TemporaryServers servers;
    private final long begin = System.nanoTime();

    private Scale(Sizes sizes, TemporaryServers servers) {
        this.sizes = sizes;
        this.servers = servers;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, Sizes::parse, Scale::run));
    }

    private static void run(Sizes sizes) throws Exception {
        try (TemporaryServers servers = TemporaryServers.start(sizes.data())) {
            new Scale(sizes, servers).measure();
        }
    }

    private void measure() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "1 client, %d processors, Java %s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        lists();
        search();
        notifications();
        say("done");
    }

    private void lists() throws Exception {
        try (RunningSystem few = start("few");
                RunningSystem many = start("many");
                Lists lists = new Lists(sizes, few, many)) {
            say("fold " + counted(sizes.few()) + " and " + counted(sizes.many()) + " posts");
            Lists.fill(few, sizes.few());
            Lists.fill(many, sizes.many());
            folded(few);
            folded(many);
            report(
                    counted(sizes.few()) + " posts, ms",
                    counted(sizes.many()) + " posts, ms",
                    "%,.2f",
                    compared(lists.bySize(), sizes.rounds()));
            report(
                    "the first 20, ms",
                    "20 behind " + counted(sizes.deepPage() * Sizes.LIMIT) + ", ms",
                    "%,.2f",
                    compared(lists.byDepth(), sizes.rounds()));
        }
    }

    private void search() throws Exception {
        Texts texts = Texts.read(sizes.source());
        try (RunningSystem system = start("texts");
                Searches searches = new Searches(sizes, texts, system)) {
            say("fold " + counted(sizes.texts()) + " texts");
            Searches.fill(system, sizes.texts(), texts);
            folded(system);
            report("sequential scan, ms", "search, ms", "%,.1f", compared(searches.comparisons(), fewer()));
        }
    }

    private void notifications() throws Exception {
        try (RunningSystem system = start("followed")) {
            say("fold " + counted(sizes.followers()) + " followers");
            var announcements = new Announcements(system, sizes.followers());
            announcements.fill(fewer() + 1);
            folded(system);
            var comparison = new Comparison(
                    counted(sizes.followers()) + " notifications", announcements::copy, announcements::publish);
            announcements.publish();
            comparison.measure(1);
            say(comparison.name());
            Comparison.Result result = comparison.measure(fewer());
            report("one INSERT ... SELECT, ms", "published to told, ms", "%,.0f", List.of(result));
            System.out.printf(
                    Locale.ROOT,
                    "notifications a second: %,.0f, with INSERT ... SELECT %,.0f%n%n",
                    sizes.followers() * 1e3 / result.subject().median(),
                    sizes.followers() * 1e3 / result.reference().median());
        }
    }

    private int fewer() {
        return Math.min(FEWER_ROUNDS, sizes.rounds());
    }

    private RunningSystem start(String schema) throws Exception {
        return RunningSystem.start(
                servers,
                "--scratchy.database.schema=" + schema,
                // A port that nobody listens on. The cache finds out once and stays away.
                "--spring.data.redis.url=redis://127.0.0.1:1",
                "--logging.level.dev.scratchy.query.cache=error",
                // Says for each schema but the first that an extension is there already.
                "--logging.level.org.flywaydb=error");
    }

    private static void folded(RunningSystem system) throws Exception {
        system.settle(FOLDED_WITHIN);
        new ScaleTables(system.bean(JdbcClient.class)).tidy();
    }

    private List<Comparison.Result> compared(List<Comparison> comparisons, int rounds) throws Exception {
        List<Comparison.Result> results = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            say(comparison.name());
            comparison.warmUp(sizes.warmUpSeconds());
            results.add(comparison.measure(rounds));
        }
        return results;
    }

    /** At once, so that a run that is interrupted has shown what it had. */
    private static void report(String reference, String subject, String figure, List<Comparison.Result> results) {
        System.out.println();
        System.out.println(Report.table(reference, subject, figure, results));
    }

    private static String counted(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void say(String what) {
        System.out.printf(Locale.ROOT, "%4d s  %s%n", (System.nanoTime() - begin) / 1_000_000_000, what);
    }
}
