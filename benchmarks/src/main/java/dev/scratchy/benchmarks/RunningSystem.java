package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.Reference;
import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.subscription.PostgresEventStore;
import dev.scratchy.standalone.StandaloneApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The standalone system in this JVM, on a free port. */
final class RunningSystem implements AutoCloseable {

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);
    private static final int LOOK_MILLIS = 5;

    private static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext application;
    private final int port;
    private final String token;

    private RunningSystem(ConfigurableApplicationContext application) throws IOException {
        this.application = application;
        this.port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Connection connection = anonymous()) {
            this.token = token(connection);
        }
    }

    /** Starts it on these servers, with further arguments of its command line. */
    static RunningSystem start(TemporaryServers servers, String... arguments) throws IOException {
        var application =
                Launcher.application(Reference.class, StandaloneApplication.CONFIGURATION, servers.properties());
        Stream<String> always =
                Stream.of("--server.port=0", "--logging.level.root=warn", "--logging.level.com.zaxxer.hikari=warn");
        return new RunningSystem(
                application.run(Stream.concat(always, Stream.of(arguments)).toArray(String[]::new)));
    }

    /** A token of the one who does everything here. */
    static String token(Connection anybody) throws IOException {
        byte[] wanted =
                "{\"username\": \"benchmark\", \"roles\": [\"author\", \"admin\"]}".getBytes(StandardCharsets.UTF_8);
        return data(anybody.send("POST", "/dev/tokens", wanted).expect(200))
                .path("token")
                .asString();
    }

    int port() {
        return port;
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

    /** Its log, and Axon's own beside it. */
    LogPair logs() {
        return LogPair.of(
                bean(JdbcClient.class),
                bean(ConnectionProvider.class),
                bean(TransactionManager.class),
                bean(PostgresEventStorageEngine.class),
                bean(PostgresEventStore.class),
                bean(TokenStore.class));
    }

    static JsonNode data(Connection.Answer answer) {
        return json(answer).path("data");
    }

    static JsonNode json(Connection.Answer answer) {
        return JSON.readTree(answer.body());
    }

    /** Waits until no projection has anything left to do, so that one measurement does not pay for the one before. */
    void settle() throws IOException, InterruptedException {
        settle(SETTLED_WITHIN);
    }

    /**
     * Likewise.
     *
     * @throws IllegalStateException when it takes longer than that
     */
    void settle(Duration within) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
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
            if (!projection.path("error").isNull()) {
                throw new IllegalStateException("A projection does not go on: " + projection);
            }
            lag += projection.path("lag").asLong();
        }
        return lag;
    }

    @Override
    public void close() {
        application.close();
    }
}
