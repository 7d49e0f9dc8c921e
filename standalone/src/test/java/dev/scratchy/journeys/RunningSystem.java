package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.shared.Launcher;
import dev.scratchy.standalone.Standalone;
import dev.scratchy.standalone.StandaloneApplication;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The standalone system with its own PostgreSQL and Redis on free ports and empty data, started once for all tests of a JVM and
 * stopped with it. Tests share it, so each makes its own users and posts and counts only those.
 */
public final class RunningSystem {

    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

    private static final RunningSystem SHARED = start();

    static {
        CaughtUp.with(http().as("caught-up", "admin"));
    }

    private final TestServers servers;
    private final ConfigurableApplicationContext context;

    private RunningSystem(TestServers servers, ConfigurableApplicationContext context) {
        this.servers = servers;
        this.context = context;
    }

    private static RunningSystem start() {
        Path data = temporaryDirectory();
        TestServers servers = TestServers.start(data);
        SpringApplication.getShutdownHandlers().add(() -> {
            servers.close();
            remove(data);
        });
        Map<String, Object> properties = new HashMap<>(servers.properties());
        properties.put("PORT", "0");
        return new RunningSystem(
                servers,
                Launcher.application(Standalone.class, StandaloneApplication.CONFIGURATION, properties)
                        // Patient, because a test machine may stall; what a hanging Redis costs has a test of its own.
                        .run("--spring.data.redis.timeout=" + REDIS_TIMEOUT.toMillis() + "ms"));
    }

    /** An empty directory that is nobody's. */
    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("scratchy-test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void remove(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The HTTP interface, as somebody without a token. */
    public static Http http() {
        return new Http("http://127.0.0.1:" + SHARED.context.getEnvironment().getProperty("local.server.port"), null);
    }

    /** A part of the running system, where a test has to look behind its interface. */
    public static <T> T bean(Class<T> type) {
        return SHARED.context.getBean(type);
    }

    /** All its parts of a type. */
    public static <T> Collection<T> beans(Class<T> type) {
        return SHARED.context.getBeansOfType(type).values();
    }

    /** Where its servers are, for further processes on the same ones. */
    public static Map<String, Object> servers() {
        return SHARED.servers.properties();
    }

    /** Pauses Redis for longer than anybody waits for it, as a slow command of another client would. */
    static void pauseRedis() {
        String millis = Long.toString(REDIS_TIMEOUT.multipliedBy(4).toMillis());
        bean(StringRedisTemplate.class).execute((RedisCallback<@Nullable Object>) redis ->
                redis.execute("CLIENT", "PAUSE".getBytes(UTF_8), millis.getBytes(UTF_8), "ALL".getBytes(UTF_8)));
    }

    /** Ends every connection to the database but the one that says so; how many these were. */
    static long cutDatabaseConnections() {
        return bean(JdbcClient.class).sql("""
                        SELECT count(pg_terminate_backend(pid))
                        FROM pg_stat_activity
                        WHERE application_name = 'scratchy' AND pid <> pg_backend_pid()
                        """).query(Long.class).single();
    }

    /** Ends every connection to Redis but the one that says so, as a restart of Redis would. */
    static void cutRedisConnections() {
        try (var client = RedisClient.create(String.valueOf(servers().get("REDIS_URL")))) {
            client.connect().sync().clientKill(KillArgs.Builder.typeNormal());
        }
    }
}
