package dev.scratchy.journeys;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL and Redis of Testcontainers, set up as the embedded ones are. */
final class Containers implements AutoCloseable {

    static final String POSTGRES = System.getProperty("scratchy.tests.postgres-image", "postgres:18.6");
    static final String REDIS = System.getProperty("scratchy.tests.redis-image", "valkey/valkey:8.1.10");

    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;
    private static final int MOST_CONNECTIONS = 300;

    private static final List<String> ROLE =
            List.of("CREATE ROLE scratchy LOGIN", "ALTER DATABASE postgres OWNER TO scratchy");

    private final GenericContainer<?> postgres;
    private final GenericContainer<?> redis;

    private Containers(GenericContainer<?> postgres, GenericContainer<?> redis) {
        this.postgres = postgres;
        this.redis = redis;
    }

    static Containers start() {
        var postgres = new GenericContainer<>(DockerImageName.parse(POSTGRES))
                .withExposedPorts(POSTGRES_PORT)
                .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                .withEnv("POSTGRES_INITDB_ARGS", "--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8")
                .withCommand("postgres", "-c", "max_connections=" + MOST_CONNECTIONS)
                .withSharedMemorySize(256L << 20)
                // The first one is the server that runs the scripts of the first start.
                .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*", 2));
        var redis = new GenericContainer<>(DockerImageName.parse(REDIS))
                .withExposedPorts(REDIS_PORT)
                .withCommand(
                        "valkey-server",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--maxmemory",
                        "256mb",
                        "--maxmemory-policy",
                        "volatile-lru",
                        "--protected-mode",
                        "no");
        var containers = new Containers(postgres, redis);
        try {
            postgres.start();
            redis.start();
            containers.makeRole();
            return containers;
        } catch (RuntimeException failure) {
            containers.close();
            throw failure;
        }
    }

    private void makeRole() {
        try (var connection = DriverManager.getConnection("jdbc:postgresql://" + place() + "?user=postgres");
                var statement = connection.createStatement()) {
            for (String sql : ROLE) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String place() {
        return postgres.getHost() + ":" + postgres.getMappedPort(POSTGRES_PORT) + "/postgres";
    }

    Map<String, Object> properties() {
        return Map.of(
                "DATABASE_URL", "postgres://scratchy@" + place(),
                "REDIS_URL", "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT));
    }

    @Override
    public void close() {
        redis.stop();
        postgres.stop();
    }
}
