package dev.scratchy.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.scratchy.standalone.servers.EmbeddedServers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/** The embedded servers on a fresh directory that is gone afterwards, also when the run is interrupted. */
final class TemporaryServers implements AutoCloseable {

    /** Before a measurement everything is written out, which the application itself never asks for and may not. */
    private static final String MAY_WRITE_OUT = "GRANT pg_checkpoint TO scratchy";

    private final EmbeddedServers servers;

    private TemporaryServers(EmbeddedServers servers) {
        this.servers = servers;
    }

    static TemporaryServers start(Path data) throws SQLException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var started = new TemporaryServers(EmbeddedServers.start(data, true));
        // After the applications.
        SpringApplication.getShutdownHandlers().add(started::close);
        started.allowWritingOut();
        return started;
    }

    private void allowWritingOut() throws SQLException {
        try (java.sql.Connection connection = DriverManager.getConnection(jdbcUrl() + "?user=postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(MAY_WRITE_OUT);
        }
    }

    /** Where an application finds them. */
    Map<String, Object> properties() {
        return servers.properties();
    }

    /** One of these addresses. */
    String url(String property) {
        return String.valueOf(properties().get(property));
    }

    /** The address of PostgreSQL as its driver wants it, without a user. */
    String jdbcUrl() {
        return url("DATABASE_URL").replace("postgres://scratchy@", "jdbc:postgresql://");
    }

    @Override
    public void close() {
        servers.close();
        FileSystemUtils.deleteRecursively(servers.data().toFile());
    }
}
