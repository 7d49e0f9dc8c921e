package dev.scratchy.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What readers and writers notice of a replay of posts: requests come at a fixed rate, whether those before are answered or not,
 * and the time of each is counted from when it was due. Every read has to be answered in full; a replay's percentage must not go
 * back, and what it says in the middle about its end is compared with the truth.
 */
public final class LiveReplay {

    private static final int READERS = 4;
    private static final Duration FOLDED_WITHIN = Duration.ofMinutes(20);
    private static final long LOOK_MILLIS = 50;

    private static final String ROWS = """
            SELECT md5(string_agg(CAST(p AS text), ';' ORDER BY id))
            FROM post AS p
            """;

    private final LiveReplaySizes sizes;
    private final RunningSystem system;
    private final Posts posts = new Posts();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Collection<Double> reads = new ConcurrentLinkedQueue<>();
    private volatile Collection<Double> writes = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;

    private LiveReplay(LiveReplaySizes sizes, RunningSystem system) {
        this.sizes = sizes;
        this.system = system;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, LiveReplaySizes::parse, LiveReplay::run));
    }

    private static void run(LiveReplaySizes sizes) throws Exception {
        try (TemporaryServers servers = TemporaryServers.start(sizes.data());
                RunningSystem system = RunningSystem.start(servers, "--logging.level.org.flywaydb=error")) {
            new LiveReplay(sizes, system).measure();
        }
    }

    private void measure() throws Exception {
        var tables = new LogTables(system);
        tables.eventsOfPosts(sizes.events());
        try (Clients clients = new Clients(2, system)) {
            posts.prepare(clients);
        }
        system.settle(FOLDED_WITHIN);
        System.out.printf(
                Locale.ROOT,
                "%d reads and %d writes a second, %d processors, Java %s%n%n%-28s %26s %26s%n",
                sizes.reads(),
                sizes.writes(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                "p50, p99 (max) ms",
                "reads",
                "writes");
        List<Thread> load = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            load.add(paced(READERS * 1e9 / sizes.reads(), true, this::read));
        }
        load.add(paced(1e9 / sizes.writes(), false, posts::update));
        try (Connection admin = system.signedIn()) {
            TimeUnit.SECONDS.sleep(sizes.seconds());
            for (int replay = 0; replay < sizes.replays(); replay++) {
                begin();
                TimeUnit.SECONDS.sleep(sizes.seconds());
                report("before");
                String progress = replayed(admin);
                report("during the replay");
                System.out.println(progress);
            }
        } finally {
            enough = true;
            for (Thread each : load) {
                each.join();
            }
        }
        system.settle();
        String rows = rows();
        try (Connection admin = system.signedIn()) {
            begin();
            System.out.println(replayed(admin) + ", without load");
        }
        if (!rows.equals(rows())) {
            throw new IllegalStateException("What was followed is not what is folded anew.");
        }
    }

    private String rows() {
        return system.bean(JdbcClient.class).sql(ROWS).query(String.class).single();
    }

    private void begin() {
        reads = new ConcurrentLinkedQueue<>();
        writes = new ConcurrentLinkedQueue<>();
    }

    private void report(String when) {
        System.out.printf(Locale.ROOT, "%-28s %26s %26s%n", when, times(reads), times(writes));
        begin();
    }

    private static String times(Collection<Double> millis) {
        var spread = new Spread(List.copyOf(millis));
        return String.format(
                Locale.ROOT, "%.1f, %.1f (%.1f)", spread.percentile(50), spread.percentile(99), spread.max());
    }

    /** Of three, one is a post, one a list of an author's, and one the lists' first page. */
    private void read(Connection connection) throws IOException {
        int kind = turn.getAndIncrement() % 3;
        if (kind == 0) {
            posts.read(connection);
        } else {
            JsonNode list = RunningSystem.json(connection
                    .get(Posts.PATH + (kind == 1 ? "?limit=10" : "?limit=50"))
                    .expect(200));
            if (list.path("data").isEmpty() || list.path("meta").path("total").asLong() < sizes.events() / 10) {
                throw new IllegalStateException("A list lacks posts: " + list.path("meta"));
            }
        }
    }

    private Thread paced(double everyNanos, boolean isRead, Clients.Request request) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (Connection connection = isRead ? system.anonymous() : system.signedIn()) {
                double due = System.nanoTime();
                while (!enough) {
                    due += everyNanos;
                    long early = (long) due - System.nanoTime();
                    if (early > 0) {
                        TimeUnit.NANOSECONDS.sleep(early);
                    }
                    request.send(connection);
                    (isRead ? reads : writes).add((System.nanoTime() - due) / 1e6);
                }
            } catch (IOException | InterruptedException | RuntimeException failure) {
                System.err.println("A request failed: " + failure);
                // Nothing that comes after it would count.
                Runtime.getRuntime().halt(1);
            }
        });
    }

    private String replayed(Connection admin) throws IOException, InterruptedException {
        record Sample(long at, int percent, double eta) {}
        long begin = System.nanoTime();
        String id = RunningSystem.data(admin.send("POST", "/api/v1/admin/projections/posts/replay", new byte[0])
                        .expect(202))
                .path("id")
                .asString();
        List<Sample> samples = new ArrayList<>();
        while (true) {
            JsonNode replay =
                    RunningSystem.data(admin.get("/api/v1/admin/replays/" + id).expect(200));
            samples.add(new Sample(
                    System.nanoTime(),
                    replay.path("percent").asInt(),
                    replay.path("etaSeconds").asDouble(-1)));
            if (samples.size() > 1
                    && samples.getLast().percent()
                            < samples.get(samples.size() - 2).percent()) {
                throw new IllegalStateException("The percentage went back: " + samples);
            }
            if (replay.path("state").asString().equals("completed")) {
                break;
            }
            if (!replay.path("state").asString().equals("running")) {
                throw new IllegalStateException("The replay did not complete: " + replay);
            }
            Thread.sleep(LOOK_MILLIS);
        }
        long end = System.nanoTime();
        Sample middle = samples.stream()
                .filter(sample -> sample.at() - begin >= (end - begin) / 2)
                .findFirst()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "the replay took %.1f s; in the middle %d %% were said to be done, and %.0f s to be left, which were %.1f",
                (end - begin) / 1e9,
                middle.percent(),
                middle.eta(),
                (end - middle.at()) / 1e9);
    }
}
