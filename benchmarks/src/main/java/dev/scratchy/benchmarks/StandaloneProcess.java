package dev.scratchy.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The standalone system in a process of its own, from its start until it has ended.
 *
 * @param seconds from the start of the process until a list of posts was answered
 */
record StandaloneProcess(Process process, Path data, int port, double seconds) implements AutoCloseable {

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** As it is called once it is unpacked. */
    static final String JAR = "app.jar";

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int LOOK_MILLIS = 5;

    /** Bytes; what processes share counts once. */
    record Memory(long java, long servers) {}

    /**
     * Starts it and waits for its first answer.
     *
     * @param application where it was unpacked
     * @param data of its servers
     */
    static StandaloneProcess start(Path application, Path data, List<String> jvm)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(jvm);
        command.addAll(List.of("-jar", JAR, "--data=" + data, "--server.port=" + port));
        Path output = application.resolve("output.log");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(application.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > LONGEST_NANOS) {
                process.destroy();
                throw new IllegalStateException("It does not start:\n" + Files.readString(output));
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return new StandaloneProcess(process, data, port, (System.nanoTime() - begin) / 1e9);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (var connection = new Connection(port, null)) {
            return connection.get("/api/v1/posts").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    Connection anonymous() {
        return new Connection(port, null);
    }

    Connection signedIn() throws IOException {
        try (Connection anybody = anonymous()) {
            return new Connection(port, RunningSystem.token(anybody));
        }
    }

    /** What it takes now, by Linux' proportional set sizes. */
    Memory memory() throws IOException {
        long servers = servers().mapToLong(server -> proportional(server.pid())).sum();
        return new Memory(proportional(process.pid()), servers);
    }

    /** PostgreSQL is no child of who starts it, and says itself which process it is. */
    private Stream<ProcessHandle> servers() throws IOException {
        long postgres = Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
        Stream<ProcessHandle> backends = ProcessHandle.of(postgres).stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()));
        return Stream.concat(process.descendants(), backends);
    }

    private static long proportional(long process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process), "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends it as its user would, and waits until its servers have ended too. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> servers = servers().toList();
        process.destroy();
        process.onExit().join();
        servers.forEach(server -> server.onExit().join());
    }
}
