package dev.scratchy.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The standalone system in a process of its own, and the servers that it brings along. */
record StandaloneProcess(StartedProcess started, Path data) implements AutoCloseable {

    /** Bytes; what processes share counts once. */
    record Memory(long java, long servers) {}

    /**
     * Starts it and waits for its first answer.
     *
     * @param data of its servers
     */
    static StandaloneProcess start(UnpackedJar application, Path data, List<String> jvm)
            throws IOException, InterruptedException {
        return new StandaloneProcess(application.start(jvm, List.of("--data=" + data)), data);
    }

    Connection signedIn() throws IOException {
        try (Connection anybody = started.anonymous()) {
            return new Connection(started.port(), RunningSystem.token(anybody));
        }
    }

    /** What it takes now, by Linux' proportional set sizes. */
    Memory memory() throws IOException {
        long servers = servers().mapToLong(server -> proportional(server.pid())).sum();
        return new Memory(proportional(started.process().pid()), servers);
    }

    /** PostgreSQL is no child of who starts it, and says itself which process it is. */
    private Stream<ProcessHandle> servers() throws IOException {
        long postgres = Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
        Stream<ProcessHandle> backends = ProcessHandle.of(postgres).stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()));
        return Stream.concat(started.process().descendants(), backends);
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
        started.close();
        servers.forEach(server -> server.onExit().join());
    }
}
