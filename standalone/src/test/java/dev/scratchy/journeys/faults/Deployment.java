package dev.scratchy.journeys.faults;

import dev.scratchy.journeys.Eventually;
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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * Command sides and query sides as processes of their own, on a PostgreSQL and a Redis of their own; between them and each
 * of these is a gate, and their clock is what a file says.
 */
final class Deployment implements AutoCloseable {

    /** As many as there are writers, so that more of them find none. */
    static final int COMMAND_POOL = 4;

    /** Few, so that there are moments without a free one. */
    private static final int QUERY_POOL = 10;

    private static final String ADMIN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path directory;
    private final Path clock;
    private final Tokens tokens;
    private final OwnPostgres postgres;
    private final OwnRedis redis;
    private final Gate postgresGate;
    private final Gate redisGate;
    private final List<SideProcess> commandSides = new ArrayList<>();
    private final List<SideProcess> querySides = new ArrayList<>();

    /** With so many of each. */
    Deployment(int commands, int queries) {
        this(commands, queries, temporaryDirectory());
    }

    /**
     * Likewise.
     *
     * @param database an empty directory for PostgreSQL's files
     */
    Deployment(int commands, int queries, Path database) {
        directory = temporaryDirectory();
        clock = directory.resolve("clock");
        parts.push(() -> FileSystemUtils.deleteRecursively(directory));
        parts.push(() -> FileSystemUtils.deleteRecursively(database));
        jump(0);
        try {
            tokens = new Tokens(directory);
            postgres = begun(new OwnPostgres(database));
            redis = begun(OwnRedis.start());
            postgresGate = begun(new Gate(postgres.port()));
            redisGate = begun(new Gate(redis.port()));
            for (int side = 0; side < commands; side++) {
                commandSides.add(
                        begun(new SideProcess("command-side", freePort(), clock, properties(COMMAND_POOL, side == 0))));
            }
            for (int side = 0; side < queries; side++) {
                querySides.add(begun(new SideProcess("query-side", freePort(), clock, properties(QUERY_POOL, false))));
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("scratchy-faults");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private <P extends AutoCloseable> P begun(P part) {
        parts.push(part);
        return part;
    }

    private Map<String, String> properties(int pool, boolean migrate) {
        return Map.of(
                "DATABASE_URL",
                "postgres://scratchy@127.0.0.1:" + postgresGate.port() + "/postgres",
                "REDIS_URL",
                "redis://127.0.0.1:" + redisGate.port(),
                "scratchy.rate-limit.commands-per-minute",
                "100000",
                "scratchy.database.maximum-pool-size",
                Integer.toString(pool),
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

    /** Between the sides and PostgreSQL. */
    Gate postgresGate() {
        return postgresGate;
    }

    /** Between the sides and Redis. */
    Gate redisGate() {
        return redisGate;
    }

    List<SideProcess> commandSides() {
        return commandSides;
    }

    List<SideProcess> querySides() {
        return querySides;
    }

    /** The first query side, as somebody who may see everything. */
    Http admin() {
        return queries(ADMIN, "admin");
    }

    /** How often somebody has waited for a connection of the first command side's pool and got none, since it was started. */
    double withoutAConnection() {
        return commands(ADMIN, "admin")
                .get("/actuator/metrics/hikaricp.connections.timeout")
                .json()
                .at("/measurements/0/value")
                .asDouble();
    }

    /** The id of a new user who writes, once all projections run. */
    String writer() {
        String id = commands(ADMIN, "admin")
                .post("/api/v1/users", Map.of("username", "writer", "displayName", "Writer"))
                .text("id");
        Eventually.allRun(admin());
        return id;
    }

    /** The first command side, as a user. */
    Http commands(String user, String... roles) {
        return commandSides.getFirst().http(tokens.of(user, roles));
    }

    /** The first query side, as a user. */
    Http queries(String user, String... roles) {
        return querySides.getFirst().http(tokens.of(user, roles));
    }

    /** Each of some sides, as a user. */
    List<Http> each(List<SideProcess> sides, String user, String... roles) {
        String token = tokens.of(user, roles);
        return sides.stream().map(side -> side.http(token)).toList();
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
