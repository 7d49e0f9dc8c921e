package dev.scratchy.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.scratchy.benchmarks.reference.Reference;
import dev.scratchy.shared.Launcher;
import dev.scratchy.standalone.StandaloneApplication;
import dev.scratchy.standalone.servers.EmbeddedServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The standalone system in this JVM, on a free port, with a fresh database that is gone afterwards. */
final class RunningSystem implements AutoCloseable {

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);
    private static final int LOOK_MILLIS = 5;

    private static final JsonMapper JSON = new JsonMapper();

    private final EmbeddedServers servers;
    private final ConfigurableApplicationContext application;
    private final int port;
    private final String token;

    private RunningSystem(EmbeddedServers servers, ConfigurableApplicationContext application) throws IOException {
        this.servers = servers;
        this.application = application;
        this.port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Connection connection = anonymous()) {
            byte[] wanted = "{\"username\": \"benchmark\", \"roles\": [\"author\", \"admin\"]}"
                    .getBytes(StandardCharsets.UTF_8);
            this.token = data(connection.send("POST", "/dev/tokens", wanted).expect(200))
                    .path("token")
                    .asString();
        }
    }

    static RunningSystem start(Path data) throws IOException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        EmbeddedServers servers = EmbeddedServers.start(data, true);
        // After the application, also when the run is interrupted.
        SpringApplication.getShutdownHandlers().add(() -> stop(servers));
        var application =
                Launcher.application(Reference.class, StandaloneApplication.CONFIGURATION, servers.properties());
        return new RunningSystem(
                servers,
                application.run(
                        "--server.port=0", "--logging.level.root=warn", "--logging.level.com.zaxxer.hikari=warn"));
    }

    private static void stop(EmbeddedServers servers) {
        servers.close();
        FileSystemUtils.deleteRecursively(servers.data().toFile());
    }

    Connection anonymous() {
        return new Connection(port, null);
    }

    Connection signedIn() {
        return new Connection(port, token);
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    static JsonNode data(Connection.Answer answer) {
        return JSON.readTree(answer.body()).path("data");
    }

    /** Waits until no projection has anything left to do, so that one measurement does not pay for the one before. */
    void settle() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        try (Connection connection = signedIn()) {
            while (lag(connection) > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("A projection does not catch up.");
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private static long lag(Connection connection) throws IOException {
        long lag = 0;
        for (JsonNode projection :
                data(connection.get("/api/v1/admin/projections").expect(200))) {
            lag += projection.path("lag").asLong();
        }
        return lag;
    }

    @Override
    public void close() {
        application.close();
        stop(servers);
    }
}
