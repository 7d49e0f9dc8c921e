package dev.scratchy.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What idle streams cost, and how long an event takes from the answer to its command to whoever follows. The clients are sockets
 * of the same JVM that nobody reads while they are idle: what they cost is in the figures.
 */
public final class Streams {

    private static final Map<String, String> FULL =
            Map.of("idle", "2000", "more-idle", "5000", "listening", "1000", "samples", "100");
    private static final Map<String, String> QUICK =
            Map.of("idle", "200", "more-idle", "500", "listening", "100", "samples", "10");

    private static final int LOOK_MILLIS = 50;
    private static final String OK = "HTTP/1.1 200";

    private final RunningSystem system;
    private final Posts posts = new Posts();

    private Streams(RunningSystem system) {
        this.system = system;
    }

    static void main(String[] arguments) {
        System.exit(Program.run(arguments, words -> Options.parse(FULL, QUICK, words), Streams::run));
    }

    private static void run(Options options) throws Exception {
        try (TemporaryServers servers = TemporaryServers.start(options.data());
                RunningSystem system = RunningSystem.start(servers, "--scratchy.streams.heartbeat=5s");
                Clients clients = new Clients(1, system)) {
            var streams = new Streams(system);
            streams.posts.prepareRead(clients);
            system.settle();
            streams.idle(100);
            streams.idle(options.number("idle"));
            streams.idle(options.number("more-idle"));
            for (int round = 0; round < 2; round++) {
                streams.listening(1, options.number("samples"));
                streams.listening(options.number("listening"), options.number("samples"));
            }
        }
    }

    private void idle(int number) throws IOException, InterruptedException {
        String post = posts.published().getFirst();
        long heap = heap();
        long resident = resident();
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            open.add(open(post));
        }
        System.out.printf(
                Locale.ROOT,
                "%,6d idle streams: %,.1f KB of heap and %,.1f KB resident each%n",
                number,
                (heap() - heap) / 1e3 / number,
                (resident() - resident) / 1e3 / number);
        close(open);
    }

    /** Returns when the stream has begun. */
    private Socket open(String post) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), system.port());
        String request = "GET " + Posts.PATH + "/" + post + "/changes HTTP/1.1\r\nhost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        String status = new String(socket.getInputStream().readNBytes(OK.length()), US_ASCII);
        if (!status.equals(OK)) {
            throw new IllegalStateException("No stream: " + status);
        }
        return socket;
    }

    private void listening(int number, int samples) throws Exception {
        String post = posts.published().get(1);
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Socket socket = open(post);
            open.add(socket);
            Thread.ofVirtual().start(() -> read(socket, arrivals));
        }
        double[] first = new double[samples];
        double[] last = new double[samples];
        try (Connection author = system.signedIn()) {
            for (int i = 0; i < samples; i++) {
                byte[] body = ("{\"title\": \"Title " + System.nanoTime() + "\"}").getBytes(UTF_8);
                author.send("PATCH", Posts.PATH + "/" + post, body).expect(200);
                long answered = System.nanoTime();
                for (int arrived = 0; arrived < number; arrived++) {
                    Long at = arrivals.poll(30, TimeUnit.SECONDS);
                    if (at == null) {
                        throw new IllegalStateException("An event did not come");
                    }
                    double millis = Math.max(0, at - answered) / 1e6;
                    first[i] = arrived == 0 ? millis : Math.min(first[i], millis);
                    last[i] = Math.max(last[i], millis);
                }
            }
        }
        Spread spread = Spread.of(last);
        System.out.printf(
                Locale.ROOT,
                "%,6d streams of one post: the last has it after p50 %,.1f ms, p99 %,.1f ms; the first after %,.1f ms%n",
                number,
                spread.median(),
                spread.percentile(99),
                Spread.of(first).median());
        close(open);
    }

    /** Waits until the server has noticed that its clients have gone. */
    private void close(List<Socket> open) throws IOException, InterruptedException {
        for (Socket socket : open) {
            socket.close();
        }
        while (system.bean(MeterRegistry.class).get("scratchy.streams.open").gauges().stream()
                        .mapToDouble(Gauge::value)
                        .sum()
                > 0) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static void read(Socket socket, BlockingQueue<Long> arrivals) {
        try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    arrivals.add(System.nanoTime());
                }
            }
        } catch (IOException closed) {
            // It was enough.
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** From Linux; elsewhere 0. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}
