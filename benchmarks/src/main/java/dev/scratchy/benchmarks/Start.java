package dev.scratchy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * How long the standalone system takes until it answers, PostgreSQL and Redis included, beside an application of Axon's starter
 * alone whose PostgreSQL runs already; with and without an AOT cache. And what memory the system takes when nobody asks for
 * anything and when many do. Both are run as they are handed out: the jars of {@code ./mvnw package}, unpacked, in processes of
 * their own.
 */
public final class Start {

    private static final Map<String, String> FULL = Map.of(
            "jar",
            "../standalone/target",
            "stock",
            "stock-axon/target",
            "rounds",
            "7",
            "idle-seconds",
            "15",
            "load-seconds",
            "30");
    private static final Map<String, String> QUICK = Map.of("rounds", "1", "idle-seconds", "3", "load-seconds", "5");

    private static final int THREADS = 4;
    private static final int HEAP_MEGABYTES = 512;

    private final Path directory;
    private final UnpackedJar scratchy;
    private final UnpackedJar stock;

    private Start(Path directory, UnpackedJar scratchy, UnpackedJar stock) {
        this.directory = directory;
        this.scratchy = scratchy;
        this.stock = stock;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, words -> Options.parse(FULL, QUICK, words), Start::run));
    }

    private static void run(Options options) throws Exception {
        Path directory = options.data().toAbsolutePath();
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
        try {
            var scratchy = UnpackedJar.of(Path.of(options.text("jar")), "standalone", directory.resolve("scratchy"));
            var stock = UnpackedJar.of(Path.of(options.text("stock")), "stock-axon", directory.resolve("stock"));
            new Start(directory, scratchy, stock).measure(options);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private void measure(Options options) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d processors, Java %s%n%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        System.out.printf(Locale.ROOT, "the first start, which makes a database: %.2f s%n", seconds(List.of()));
        try (TemporaryServers servers = TemporaryServers.start(directory.resolve("stock-servers"))) {
            compare(servers, options.number("rounds"));
        }
        memory(options.number("idle-seconds"), options.number("load-seconds"));
    }

    private void compare(TemporaryServers servers, int rounds) throws Exception {
        try (StandaloneProcess training = start(List.of(UnpackedJar.TRAINING))) {
            ask(training);
        }
        try (StartedProcess training = startStock(servers, List.of(UnpackedJar.TRAINING))) {
            askStock(training);
        }
        System.out.printf(
                Locale.ROOT,
                "the AOT caches: %,.0f MB of stock Axon, %,.0f MB of Scratchy%n%n",
                stock.cacheMegabytes(),
                scratchy.cacheMegabytes());
        List<Comparison> starts = List.of(
                starts("without an AOT cache", servers, List.of()),
                starts("with an AOT cache", servers, UnpackedJar.TRAINED),
                starts("first compiler only, as spring-boot:run", servers, List.of("-XX:TieredStopAtLevel=1")));
        System.out.println(Report.table(
                "stock Axon alone, s", "Scratchy with servers, s", "%.2f", Comparison.interleaved(starts, rounds)));
    }

    private Comparison starts(String name, TemporaryServers servers, List<String> jvm) {
        return new Comparison(name, () -> stockSeconds(servers, jvm), () -> seconds(jvm));
    }

    private StandaloneProcess start(List<String> jvm) throws IOException, InterruptedException {
        return StandaloneProcess.start(scratchy, directory.resolve("servers"), jvm);
    }

    private double seconds(List<String> jvm) throws IOException, InterruptedException {
        try (StandaloneProcess process = start(jvm)) {
            return process.started().seconds();
        }
    }

    private StartedProcess startStock(TemporaryServers servers, List<String> jvm)
            throws IOException, InterruptedException {
        return stock.start(
                jvm, List.of("--spring.datasource.url=" + servers.jdbcUrl(), "--spring.datasource.username=scratchy"));
    }

    private double stockSeconds(TemporaryServers servers, List<String> jvm) throws IOException, InterruptedException {
        try (StartedProcess process = startStock(servers, jvm)) {
            return process.seconds();
        }
    }

    /** What most have asked for by the time that it matters how fast it is. */
    private static void ask(StandaloneProcess process) throws IOException {
        try (Connection author = process.signedIn()) {
            String post = RunningSystem.data(
                            author.send("POST", Posts.PATH, Posts.note(0)).expect(201))
                    .path("id")
                    .asString();
            String token = author.send("POST", Posts.PATH + "/" + post + "/publish", new byte[0])
                    .expect(200)
                    .token();
            author.getAfter(Posts.PATH + "/" + post, token).expect(200);
            author.get(Posts.PATH).expect(200);
        }
    }

    /** The same, as far as it has it. */
    private static void askStock(StartedProcess process) throws IOException {
        try (Connection anybody = process.anonymous()) {
            anybody.send("POST", Posts.PATH, Posts.note(0)).expect(201);
            anybody.get(Posts.PATH).expect(200);
        }
    }

    private void memory(int idleSeconds, int loadSeconds) throws Exception {
        try (StandaloneProcess process = start(List.of("-Xmx" + HEAP_MEGABYTES + "m"))) {
            Thread.sleep(idleSeconds * 1_000L);
            report("idle after its start", process.memory());
            var load = new StartLoad(process, THREADS);
            load.run(loadSeconds);
            report(
                    String.format(
                            Locale.ROOT,
                            "while %d clients wrote %,.0f and read %,.0f posts a second",
                            THREADS,
                            load.writtenPerSecond(),
                            load.readPerSecond()),
                    process.memory());
            Thread.sleep(idleSeconds * 1_000L);
            report("idle again", process.memory());
        }
    }

    private static void report(String when, StandaloneProcess.Memory memory) {
        System.out.printf(
                Locale.ROOT,
                "%s: the JVM with -Xmx%dm %,.0f MB, PostgreSQL and Redis %,.0f MB%n",
                when,
                HEAP_MEGABYTES,
                memory.java() / 1e6,
                memory.servers() / 1e6);
    }
}
