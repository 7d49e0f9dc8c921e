package dev.scratchy.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.scratchy.standalone.servers.EmbeddedServers;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/** The embedded servers on a fresh directory that is gone afterwards, also when the run is interrupted. */
final class TemporaryServers implements AutoCloseable {

    private final EmbeddedServers servers;

    private TemporaryServers(EmbeddedServers servers) {
        this.servers = servers;
    }

    static TemporaryServers start(Path data) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var started = new TemporaryServers(EmbeddedServers.start(data, true));
        // After the applications.
        SpringApplication.getShutdownHandlers().add(started::close);
        return started;
    }

    /** Where an application finds them. */
    Map<String, Object> properties() {
        return servers.properties();
    }

    @Override
    public void close() {
        servers.close();
        FileSystemUtils.deleteRecursively(servers.data().toFile());
    }
}
