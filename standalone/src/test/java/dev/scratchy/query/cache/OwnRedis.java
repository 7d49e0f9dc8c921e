package dev.scratchy.query.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** A Redis that a test may do anything to. It keeps nothing over a restart. */
public final class OwnRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofMillis(500);

    private final Path directory;
    private final List<String> command;
    private final int port;
    private Process process;
    private @Nullable RedisClient client;

    private OwnRedis(Path directory, List<String> command, int port) throws IOException {
        this.directory = directory;
        this.command = command;
        this.port = port;
        this.process = run();
    }

    public static OwnRedis start() {
        try {
            Path directory = Files.createTempDirectory("scratchy-redis");
            int port = freePort();
            List<String> command = new ArrayList<>(new RedisServerBuilder()
                    .executableProvider(ExecutableProvider.newJarResourceProvider(directory.toFile()))
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("dir " + directory)
                    .setting("pidfile " + directory.resolve("redis.pid"))
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .buildCommandArgs());
            return new OwnRedis(directory, command, port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    Process process() {
        return process;
    }

    /** It does nothing more, and its connections stay. */
    public void pause() {
        Signals.stop(process);
    }

    public void goOn() {
        Signals.goOn(process);
    }

    /** Without a chance to say goodbye. */
    public void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** Empty, on the same port. */
    public void restart() {
        kill();
        try {
            process = run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** With a connection of its own. */
    <T> T ask(Function<RedisCommands<String, String>, T> question) {
        if (client == null) {
            client = client(port, PATIENCE);
        }
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }

    /** As a node has it. */
    static RedisClient client(int port) {
        return client(port, CONNECT);
    }

    private static RedisClient client(int port, Duration timeout) {
        var uri = RedisURI.create("127.0.0.1", port);
        uri.setTimeout(timeout);
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
                .build());
        return client;
    }

    private Process run() throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve("log").toFile()))
                .start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!accepts(started)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("Redis does not start: " + Files.readString(directory.resolve("log")));
            }
        }
        return started;
    }

    private boolean accepts(Process started) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException notYet) {
            try {
                started.waitFor(5, TimeUnit.MILLISECONDS);
                return false;
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }
    }

    private static void await(Process ending) {
        try {
            if (!ending.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("It does not end");
            }
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
        kill();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
