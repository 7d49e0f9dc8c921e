package dev.scratchy.query.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** A Redis of a test's own, which can be killed and comes back empty on the same port. */
final class KillableRedis implements AutoCloseable {

    private static final long STARTUP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LOOK_MILLIS = 20;

    private final Path directory;
    private final int port;
    private Process process;

    private KillableRedis(Path directory, int port) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = port;
        this.process = started();
    }

    /** A new one on a free port; its program is put into the directory. */
    static KillableRedis in(Path directory) throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new KillableRedis(directory, socket.getLocalPort());
        }
    }

    private Process started() throws IOException, InterruptedException {
        List<String> command = new RedisServerBuilder()
                .executableProvider(ExecutableProvider.newJarResourceProvider(directory.toFile()))
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + directory)
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("maxmemory 64mb")
                .buildCommandArgs();
        Process redis = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve("redis.log").toFile()))
                .start();
        long deadline = System.nanoTime() + STARTUP_NANOS;
        while (!accepts()) {
            if (redis.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                redis.destroyForcibly();
                throw new IOException("Redis does not start: see " + directory.resolve("redis.log"));
            }
        }
        return redis;
    }

    private boolean accepts() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LOOK_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    Process process() {
        return process;
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** As a crash would, and its restart after this long. */
    void killAndRestart(long millis) throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Thread.sleep(millis);
        process = started();
    }

    /** A command of somebody with redis-cli. */
    void command(Consumer<RedisCommands<String, String>> command) {
        try (var client = RedisClient.create(url());
                var connection = client.connect()) {
            command.accept(connection.sync());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
