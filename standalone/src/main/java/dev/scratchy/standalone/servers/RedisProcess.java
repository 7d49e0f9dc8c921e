package dev.scratchy.standalone.servers;

import dev.scratchy.shared.database.CannotStart;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/**
 * The embedded Redis. The library brings the program and its settings; the process is started here, because the library's own
 * way registers a shutdown hook that stops Redis while the application still uses it, and does not read what it prints.
 */
final class RedisProcess {

    private static final long STARTUP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STOP_SECONDS = 5;
    private static final int LOOK_MILLIS = 20;

    private final Process process;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RedisProcess start(DataDirectory data) {
        Path log = data.path().resolve("redis.log");
        try {
            Files.createDirectories(data.redis());
            int port = freePort();
            List<String> command = new RedisServerBuilder()
                    .executableProvider(ExecutableProvider.newJarResourceProvider(
                            data.redis().toFile()))
                    .port(port)
                    .setting("dir " + data.redis())
                    .setting("pidfile " + data.redis().resolve("redis.pid"))
                    // A cache: what it loses is loaded again, and after a restart it must not know an old answer.
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .setting("maxmemory 256mb")
                    .setting("maxmemory-policy volatile-lru")
                    .buildCommandArgs();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            var redis = new RedisProcess(process, port);
            redis.awaitReady(log);
            return redis;
        } catch (IOException failure) {
            throw failed(failure.getMessage(), log);
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Path log) {
        long deadline = System.nanoTime() + STARTUP_NANOS;
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                stop();
                throw failed("it does not accept connections", log);
            }
        }
    }

    /** Waits a little when it does not. */
    private boolean accepts() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LOOK_MILLIS);
            return true;
        } catch (IOException notYet) {
            try {
                process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static CannotStart failed(@org.jspecify.annotations.Nullable String why, Path log) {
        return new CannotStart("The embedded Redis does not start (" + why + "): see " + log + ", or set REDIS_URL.");
    }
}
