package dev.scratchy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * How long the standalone system takes until it answers, PostgreSQL and Redis included, with and without an AOT cache, and what
 * memory it takes when nobody asks for anything and when many do. It is run as it is handed out: the jar of
 * {@code ./mvnw package}, unpacked, in a process of its own.
 */
public final class Start {

    private static final Map<String, String> FULL =
            Map.of("jar", "../standalone/target", "rounds", "7", "idle-seconds", "15", "load-seconds", "30");
    private static final Map<String, String> QUICK = Map.of("rounds", "1", "idle-seconds", "3", "load-seconds", "5");

    private static final String LIST = "/api/v1/posts";
    private static final int THREADS = 4;
    private static final int HEAP_MEGABYTES = 512;

    private final Path directory;
    private final Path application;

    private Start(Path directory, Path application) {
        this.directory = directory;
        this.application = application;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, words -> Options.parse(FULL, QUICK, words), Start::run));
    }

    private static void run(Options options) throws Exception {
        Path directory = options.data().toAbsolutePath();
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
        try {
            new Start(directory, unpacked(jar(Path.of(options.text("jar"))), directory)).measure(options);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static Path jar(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("standalone-.*-app\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "No jar in " + directory + ": ./mvnw -q package -DskipTests makes it."));
        }
    }

    /** An AOT cache knows classes of jars only, not of jars in a jar. */
    private static Path unpacked(Path jar, Path directory) throws IOException, InterruptedException {
        Path application = directory.resolve("application");
        var unpacking = new ProcessBuilder(
                        StandaloneProcess.JAVA,
                        "-Djarmode=tools",
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "extract",
                        "--application-filename",
                        StandaloneProcess.JAR,
                        "--destination",
                        application.toString())
                .inheritIO()
                .start();
        if (unpacking.waitFor() != 0) {
            throw new IllegalStateException("The jar cannot be unpacked.");
        }
        return application;
    }

    private void measure(Options options) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d processors, Java %s%n%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        System.out.printf(Locale.ROOT, "the first start, which makes a database: %.2f s%n", started());
        try (StandaloneProcess training = start("-XX:AOTCacheOutput=app.aot")) {
            ask(training);
        }
        System.out.printf(Locale.ROOT, "the AOT cache: %,.0f MB%n%n", Files.size(application.resolve("app.aot")) / 1e6);
        var starts = new Comparison("from start to first answer", this::started, () -> started("-XX:AOTCache=app.aot"));
        System.out.println(Report.table(
                "without AOT cache, s", "with it, s", "%.2f", List.of(starts.measure(options.number("rounds")))));
        memory(options.number("idle-seconds"), options.number("load-seconds"));
    }

    private StandaloneProcess start(String... jvm) throws IOException, InterruptedException {
        return StandaloneProcess.start(application, directory.resolve("servers"), List.of(jvm));
    }

    private double started(String... jvm) throws IOException, InterruptedException {
        try (StandaloneProcess process = start(jvm)) {
            return process.seconds();
        }
    }

    /** What most have asked for by the time that it matters how fast it is. */
    private static void ask(StandaloneProcess process) throws IOException {
        try (Connection author = process.signedIn()) {
            String post = RunningSystem.data(
                            author.send("POST", LIST, Posts.note(0)).expect(201))
                    .path("id")
                    .asString();
            String token = author.send("POST", LIST + "/" + post + "/publish", new byte[0])
                    .expect(200)
                    .token();
            author.getAfter(LIST + "/" + post, token).expect(200);
            author.get(LIST).expect(200);
        }
    }

    private void memory(int idleSeconds, int loadSeconds) throws Exception {
        try (StandaloneProcess process = start("-Xmx" + HEAP_MEGABYTES + "m")) {
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
