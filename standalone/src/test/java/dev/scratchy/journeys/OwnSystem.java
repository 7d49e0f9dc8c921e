package dev.scratchy.journeys;

import static java.util.Objects.requireNonNull;

import dev.scratchy.shared.Launcher;
import dev.scratchy.shared.backup.LogCommands;
import dev.scratchy.shared.database.DatabaseConfiguration;
import dev.scratchy.standalone.Standalone;
import dev.scratchy.standalone.StandaloneApplication;
import dev.scratchy.standalone.servers.EmbeddedServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A standalone system on servers of its own, which a test may stop, damage and start again. */
final class OwnSystem implements AutoCloseable {

    private final Path data = RunningSystem.temporaryDirectory();
    private final EmbeddedServers servers = EmbeddedServers.start(data, true);
    private @Nullable ConfigurableApplicationContext context;

    Http start() {
        Map<String, Object> properties = new HashMap<>(servers.properties());
        properties.put("PORT", "0");
        context = Launcher.application(Standalone.class, StandaloneApplication.CONFIGURATION, properties)
                .run();
        return http();
    }

    Http http() {
        ConfigurableApplicationContext running = requireNonNull(context);
        return new Http("http://127.0.0.1:" + running.getEnvironment().getProperty("local.server.port"), null);
    }

    void stop() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    /** A command of the launcher, on the migrated database, whether the system runs or not. */
    String command(String name, String... arguments) {
        var application = Launcher.application(
                DatabaseConfiguration.class, StandaloneApplication.CONFIGURATION, servers.properties());
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] andMigrate = Arrays.copyOf(arguments, arguments.length + 1);
        andMigrate[arguments.length] = "--scratchy.database.migrate=true";
        try (var database = application.run(andMigrate)) {
            return LogCommands.run(name, database.getBean(DataSource.class), arguments);
        }
    }

    /** What no role of the application could do. */
    void asSuperuser(String sql) {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, "");
    }

    String jdbcUrl() {
        return String.valueOf(servers.properties().get("DATABASE_URL"))
                .replace("postgres://scratchy@", "jdbc:postgresql://");
    }

    @Override
    public void close() {
        stop();
        servers.close();
        RunningSystem.remove(data);
    }
}
