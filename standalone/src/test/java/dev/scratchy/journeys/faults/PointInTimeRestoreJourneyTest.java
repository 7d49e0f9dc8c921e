package dev.scratchy.journeys.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http;
import dev.scratchy.query.cache.OwnRedis;
import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.backup.LogCommands;
import dev.scratchy.shared.database.DatabaseConfiguration;
import dev.scratchy.standalone.Standalone;
import dev.scratchy.standalone.StandaloneApplication;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A server that is lost, and comes back as it was at a moment; Redis and clients have seen what was later. */
class PointInTimeRestoreJourneyTest {

    private static final String TOKEN = "Consistency-Token";
    private static final String POSTS = "/api/v1/posts/";
    private static final Duration LATEST = Duration.ofSeconds(30);

    /** Which a dump of the views would hold. */
    private static final String VIEWS = """
            SELECT relname
            FROM pg_class
            WHERE relnamespace = CAST('app' AS regnamespace) AND relkind = 'r'
                AND relname NOT IN ('flyway_schema_history', 'projection_node')
            """;

    private Path directory;
    private OwnPostgres postgres;
    private OwnRedis redis;
    private @Nullable ConfigurableApplicationContext context;

    @BeforeEach
    void start_the_servers() throws IOException {
        directory = Files.createTempDirectory("scratchy-restore");
        postgres = new OwnPostgres(directory);
        redis = OwnRedis.start();
    }

    @AfterEach
    void end_them() throws IOException {
        stop();
        redis.close();
        postgres.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Test
    void what_was_acknowledged_until_a_moment_is_there_again_and_nothing_of_what_came_after() throws Exception {
        var archive = new Archive(postgres, directory);
        Http ada = start().as("ada", "author");
        String inBase = ada.published("In the base");
        archive.takeBase();
        String inArchive = ada.published("In the archive");
        String moment = now();
        ada.patch(POSTS + inArchive, Map.of("title", "Of later"));
        String lost = ada.draft("Lost");
        String token = ada.post(POSTS + lost + "/publish", null).header(TOKEN);
        // Redis has the answers of the later day.
        Eventually.see(LATEST, () -> assertThat(title(inArchive)).isEqualTo("Of later"));
        Eventually.see(LATEST, () -> assertThat(title(lost)).isEqualTo("Lost"));
        Eventually.caughtUp(http().as("root", "admin"));
        Map<String, byte[]> laterViews = views();
        stop();
        archive.complete();

        archive.restore(moment);
        start();
        Eventually.see(LATEST, () -> assertThat(title(inArchive)).isEqualTo("In the archive"));
        assertThat(title(inBase)).isEqualTo("In the base");
        assertThat(http().get(POSTS + lost).status()).isEqualTo(404);
        stop();

        // The views alone, of the later day.
        put(laterViews);
        assertThatThrownBy(this::start)
                .rootCause()
                .hasMessageContaining("The log is older than its views")
                .hasMessageContaining("restored");

        // The server was lost with a query side running, which is not there any more, but was a moment ago.
        Eventually.see(LATEST, () -> assertThat(command("restored")).startsWith("restored: "));
        start();
        Eventually.see(LATEST, () -> assertThat(title(inArchive)).isEqualTo("In the archive"));
        assertThat(title(inBase)).isEqualTo("In the base");
        assertThat(http().get(POSTS + lost).status()).isEqualTo(404);
        assertThat(http().get(POSTS + inBase, TOKEN, token).code()).isEqualTo("INVALID_CONSISTENCY_TOKEN");
        Http again = http().as("ada", "author");
        assertThat(again.userId()).isEqualTo(ada.userId());
        // The name is free again.
        assertThat(again.post("/api/v1/posts", Map.of("title", "Lost", "slug", "lost", "content", "y"))
                        .status())
                .isEqualTo(201);
        Http admin = http().as("root", "admin");
        Eventually.caughtUp(admin);
        Invariants.viewsAreFreshFolds(admin);
    }

    private Http start() {
        context = Launcher.application(Standalone.class, StandaloneApplication.CONFIGURATION, servers())
                .run();
        return http();
    }

    private Map<String, Object> servers() {
        return Map.of(
                "DATABASE_URL",
                "postgres://scratchy@127.0.0.1:" + postgres.port() + "/postgres",
                "REDIS_URL",
                redis.url(),
                "scratchy.standalone.data",
                directory.toString(),
                "PORT",
                "0");
    }

    private void stop() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    private Http http() {
        return new Http(
                "http://127.0.0.1:" + requireNonNull(context).getEnvironment().getProperty("local.server.port"), null);
    }

    private String title(String post) {
        return http().get(POSTS + post).text("title");
    }

    private String command(String name) {
        var application =
                Launcher.application(DatabaseConfiguration.class, StandaloneApplication.CONFIGURATION, servers());
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var database = application.run()) {
            return LogCommands.run(name, database.getBean(DataSource.class));
        }
    }

    private String now() throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement();
                var time = statement.executeQuery("SELECT CAST(clock_timestamp() AS text)")) {
            time.next();
            return time.getString(1);
        }
    }

    private Map<String, byte[]> views() throws SQLException, IOException {
        Map<String, byte[]> rows = new LinkedHashMap<>();
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement();
                var tables = statement.executeQuery(VIEWS)) {
            while (tables.next()) {
                var bytes = new ByteArrayOutputStream();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY app." + tables.getString(1) + " TO STDOUT", bytes);
                rows.put(tables.getString(1), bytes.toByteArray());
            }
        }
        return rows;
    }

    /** As {@code pg_restore} does, for which no trigger fires. */
    private void put(Map<String, byte[]> views) throws SQLException, IOException {
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            for (var table : views.entrySet()) {
                statement.execute("TRUNCATE app." + table.getKey());
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY app." + table.getKey() + " FROM STDIN",
                                new ByteArrayInputStream(table.getValue()));
            }
        }
    }
}
