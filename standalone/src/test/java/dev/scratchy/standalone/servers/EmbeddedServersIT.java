package dev.scratchy.standalone.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.database.CannotStart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {

    @TempDir
    private Path directory;

    @Test
    void what_the_applications_role_made_is_there_after_a_restart_and_still_its_own() throws SQLException {
        try (EmbeddedServers first = start(false)) {
            run(first, "scratchy", "CREATE SCHEMA kept");
            run(first, "scratchy", "CREATE TABLE kept.flyway_schema_history AS SELECT 1 AS one");
        }

        try (EmbeddedServers second = start(false)) {
            run(second, "scratchy", "INSERT INTO kept.flyway_schema_history VALUES (2)");
            assertThat(superuser(second)).isFalse();
        }
    }

    @Test
    void what_a_superuser_made_is_refused_in_one_line_until_it_is_deleted() throws SQLException {
        try (EmbeddedServers old = start(false)) {
            run(old, "postgres", "CREATE SCHEMA app");
            run(old, "postgres", "CREATE TABLE app.flyway_schema_history ()");
        }

        assertThatThrownBy(() -> start(false))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("earlier development version: delete " + directory)
                .hasMessageContaining("--fresh")
                .message()
                .doesNotContain("\n");

        start(true).close();
    }

    private EmbeddedServers start(boolean fresh) {
        return EmbeddedServers.start(directory, fresh);
    }

    private static void run(EmbeddedServers servers, String role, String sql) throws SQLException {
        try (Connection connection = connect(servers, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean superuser(EmbeddedServers servers) throws SQLException {
        try (Connection connection = connect(servers, "scratchy");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT current_setting('is_superuser') = 'on'")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    private static Connection connect(EmbeddedServers servers, String role) throws SQLException {
        return DriverManager.getConnection(
                String.valueOf(servers.properties().get("DATABASE_URL"))
                        .replace("postgres://scratchy@", "jdbc:postgresql://"),
                role,
                null);
    }
}
