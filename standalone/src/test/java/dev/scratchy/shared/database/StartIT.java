package dev.scratchy.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.command.CommandSideApplication;
import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.query.QuerySideApplication;
import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.subscription.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.boot.WebApplicationType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a process starts, or says in one line why it does not. */
class StartIT {

    private static final String NOBODY_LISTENS_HERE = "postgres://somebody:secret@127.0.0.1:1/nothing";

    @ParameterizedTest
    @ValueSource(classes = {CommandSideApplication.class, QuerySideApplication.class})
    void without_a_database_a_launcher_ends_with_one_line(Class<?> launcher) throws Exception {
        assertThat(lastWords(launcher, Map.of("DATABASE_URL", NOBODY_LISTENS_HERE)))
                .contains("PostgreSQL cannot be reached at 127.0.0.1:1/nothing")
                .contains("set DATABASE_URL");
    }

    @Test
    void without_an_issuer_of_tokens_a_launcher_ends_with_one_line() throws Exception {
        assertThat(lastWords(CommandSideApplication.class, Map.of("DATABASE_URL", databaseUrl())))
                .contains("set spring.security.oauth2.resourceserver.jwt.issuer-uri");
    }

    @Test
    void with_an_address_of_redis_that_is_none_the_command_side_ends_with_one_line() throws Exception {
        assertThat(lastWords(
                        CommandSideApplication.class,
                        Map.of(
                                "DATABASE_URL",
                                databaseUrl(),
                                "REDIS_URL",
                                "cache.example:6379/secret",
                                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI",
                                "http://127.0.0.1:1/keys")))
                .contains("REDIS_URL must be like redis://");
    }

    @Test
    void with_the_schema_public_a_launcher_ends_with_one_line() throws Exception {
        assertThat(lastWords(
                        QuerySideApplication.class, Map.of("DATABASE_URL", databaseUrl(), "DATABASE_SCHEMA", "public")))
                .contains("DATABASE_SCHEMA must be");
    }

    @Test
    void with_a_password_file_that_is_not_there_a_launcher_ends_with_one_line() throws Exception {
        assertThat(lastWords(
                        QuerySideApplication.class,
                        Map.of("DATABASE_URL", databaseUrl(), "DATABASE_PASSWORD_FILE", "/nowhere/password")))
                .contains("DATABASE_PASSWORD_FILE names a file that cannot be read: /nowhere/password");
    }

    @Test
    void with_a_password_in_the_url_and_another_in_a_file_a_launcher_ends_with_one_line(@TempDir Path directory)
            throws Exception {
        String file =
                Files.writeString(directory.resolve("password"), "another").toString();
        assertThat(lastWords(
                        QuerySideApplication.class,
                        Map.of("DATABASE_URL", NOBODY_LISTENS_HERE, "DATABASE_PASSWORD_FILE", file)))
                .contains("The password of PostgreSQL is given twice, in DATABASE_URL and by DATABASE_PASSWORD");
    }

    @Test
    void with_a_certificate_that_would_not_count_a_launcher_ends_with_one_line() throws Exception {
        assertThat(lastWords(
                        CommandSideApplication.class,
                        Map.of("DATABASE_URL", databaseUrl() + "?sslmode=require&sslrootcert=/ca.pem")))
                .contains("DATABASE_URL has an sslrootcert, which only counts with sslmode=verify-full");
    }

    /** The one line in which a launcher says why it does not start. */
    private static String lastWords(Class<?> launcher, Map<String, String> environment)
            throws IOException, InterruptedException {
        Process process = launch(launcher, environment);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(output).doesNotContain("\tat ", " WARN ", "secret");
        List<String> errors =
                output.lines().filter(line -> line.contains("ERROR")).toList();
        assertThat(errors).as(output).hasSize(1);
        return errors.getFirst();
    }

    private static String databaseUrl() {
        return String.valueOf(RunningSystem.servers().get("DATABASE_URL"));
    }

    @Test
    void a_database_that_was_not_migrated_is_refused_unless_the_launcher_may_migrate() {
        Map<String, Object> properties = new HashMap<>(RunningSystem.servers());
        properties.put("DATABASE_SCHEMA", "fresh");
        assertThatThrownBy(() -> start(properties))
                .rootCause()
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("fresh_log");

        Launcher.run(
                DatabaseConfiguration.class,
                "scratchy",
                "migrate",
                "--DATABASE_URL=" + properties.get("DATABASE_URL"),
                "--DATABASE_SCHEMA=fresh");

        start(properties);
        JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);
        jdbc.sql("DROP SCHEMA fresh CASCADE").update();
        jdbc.sql("DROP SCHEMA fresh_log CASCADE").update();
    }

    @Test
    void the_pool_is_set_as_the_design_says() throws SQLException {
        HikariDataSource pool = RunningSystem.bean(HikariDataSource.class);

        assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
        assertThat(pool.getMinimumIdle()).isEqualTo(10);
        assertThat(pool.getIdleTimeout()).isEqualTo(30_000);
        assertThat(pool.getConnectionTimeout()).isEqualTo(10_000);
        try (var connection = pool.getConnection()) {
            assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold())
                    .isEqualTo(1);
            assertThat(connection.getSchema()).isEqualTo("app");
        }
    }

    /** Linux says of each connection when its next probe is due; without the factory it would be two hours from now. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void connections_are_kept_alive_from_ten_seconds_on() throws IOException, InterruptedException {
        Process ss = new ProcessBuilder("cat", "/proc/net/tcp", "/proc/net/tcp6").start();
        String sockets = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        ss.waitFor();
        String port = "%04X".formatted(Integer.parseInt(databaseUrl().replaceAll(".*:(\\d+)/.*", "$1")));

        // Columns: sl local remote state queues timer:when ...; timer 2 is keepalive, when is in hundredths of a
        // second.
        assertThat(sockets.lines()
                        .map(String::strip)
                        .map(line -> line.split("\\s+"))
                        .filter(columns -> columns[2].endsWith(":" + port) && columns[5].startsWith("02:")))
                .isNotEmpty()
                .allSatisfy(columns ->
                        assertThat(Long.parseLong(columns[5].substring(3), 16)).isLessThanOrEqualTo(1_000));
    }

    static void start(Map<String, Object> properties) {
        var application = Launcher.application(DatabaseConfiguration.class, "scratchy", properties);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run().close();
    }

    private static Process launch(Class<?> launcher, Map<String, String> environment) throws IOException {
        var builder = ChildJvm.of(launcher).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
