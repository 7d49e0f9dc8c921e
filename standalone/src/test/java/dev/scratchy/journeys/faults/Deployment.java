package dev.scratchy.journeys.faults;

import dev.scratchy.journeys.Gate;
import dev.scratchy.journeys.Http;
import dev.scratchy.query.cache.OwnRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * A command side and a query side as processes of their own, on a PostgreSQL and a Redis of their own; between them and PostgreSQL
 * is a gate, and their clock is what a file says.
 */
final class Deployment implements AutoCloseable {

    /** Few, so that there are moments without a free one. */
    private static final int POOL = 10;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path directory;
    private final Path clock;
    private final Tokens tokens;
    private final OwnPostgres postgres;
    private final OwnRedis redis;
    private final Gate gate;
    private final SideProcess commandSide;
    private final SideProcess querySide;
    private final int commandPort = freePort();
    private final int queryPort = freePort();

    Deployment() {
        try {
            directory = Files.createTempDirectory("scratchy-faults");
            clock = directory.resolve("clock");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        parts.push(() -> FileSystemUtils.deleteRecursively(directory));
        jump(0);
        try {
            tokens = new Tokens(directory);
            postgres = begun(new OwnPostgres(directory));
            redis = begun(OwnRedis.start());
            gate = begun(new Gate(postgres.port()));
            commandSide = begun(new SideProcess("command-side", commandPort, clock, properties(true)));
            querySide = begun(new SideProcess("query-side", queryPort, clock, properties(false)));
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private <P extends AutoCloseable> P begun(P part) {
        parts.push(part);
        return part;
    }

    private Map<String, String> properties(boolean migrate) {
        return Map.of(
                "DATABASE_URL",
                "postgres://scratchy@127.0.0.1:" + gate.port() + "/postgres",
                "REDIS_URL",
                redis.url(),
                "scratchy.rate-limit.commands-per-minute",
                "100000",
                "scratchy.database.maximum-pool-size",
                Integer.toString(POOL),
                "scratchy.database.migrate",
                Boolean.toString(migrate),
                "spring.security.oauth2.resourceserver.jwt.public-key-location",
                tokens.publicKey().toUri().toString());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The clocks of both sides are wrong by so much from now on. */
    void jump(long seconds) {
        try {
            Path next = directory.resolve("next-clock");
            Files.writeString(next, Long.toString(seconds));
            Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    OwnPostgres postgres() {
        return postgres;
    }

    OwnRedis redis() {
        return redis;
    }

    Gate gate() {
        return gate;
    }

    SideProcess commandSide() {
        return commandSide;
    }

    SideProcess querySide() {
        return querySide;
    }

    /** The command side, as a user. */
    Http commands(String user, String... roles) {
        return new Http("http://127.0.0.1:" + commandPort, tokens.of(user, roles));
    }

    /** The query side, as a user. */
    Http queries(String user, String... roles) {
        return new Http("http://127.0.0.1:" + queryPort, tokens.of(user, roles));
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
