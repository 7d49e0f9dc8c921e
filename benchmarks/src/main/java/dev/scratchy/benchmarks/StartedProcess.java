package dev.scratchy.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application in a process of its own, from its start until it has ended.
 *
 * @param seconds from the start of the process until a list of posts was answered
 */
record StartedProcess(Process process, int port, double seconds) implements AutoCloseable {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int LOOK_MILLIS = 5;

    /**
     * Starts it on a free port, and waits for its first answer.
     *
     * @param directory that it is started in, and where its output is put
     * @param command of an application of Spring Boot, without the port
     */
    static StartedProcess start(Path directory, List<String> command) throws IOException, InterruptedException {
        int port = freePort();
        List<String> whole = new ArrayList<>(command);
        whole.add("--server.port=" + port);
        Path output = directory.resolve("output.log");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(whole)
                .directory(directory.toFile())
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
        return new StartedProcess(process, port, (System.nanoTime() - begin) / 1e9);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (var connection = new Connection(port, null)) {
            return connection.get(Posts.PATH).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    Connection anonymous() {
        return new Connection(port, null);
    }

    /** Ends it as its user would. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
