package dev.scratchy.journeys;

import dev.scratchy.standalone.servers.EmbeddedServers;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The PostgreSQL and the Redis that tests share: containers where an engine has their images, the embedded ones otherwise. With
 * {@code -Dscratchy.tests=testcontainers} or {@code embedded} it is these or none. Tests that stop a server, or restart one on its
 * files, have embedded ones of their own.
 */
final class TestServers implements AutoCloseable {

    enum Kind {
        AUTO,
        TESTCONTAINERS,
        EMBEDDED
    }

    private final Map<String, Object> properties;
    private final AutoCloseable servers;

    private TestServers(String what, Map<String, Object> properties, AutoCloseable servers) {
        this.properties = properties;
        this.servers = servers;
        System.out.println("The tests' servers are " + what + ": PostgreSQL at " + properties.get("DATABASE_URL")
                + ", Redis at " + properties.get("REDIS_URL"));
    }

    /**
     * Starts both.
     *
     * @param data an empty directory for what is not in a container
     */
    static TestServers start(Path data) {
        Kind wanted = kind(System.getProperty("scratchy.tests", "auto"));
        if (wanted == Kind.TESTCONTAINERS || (wanted == Kind.AUTO && imagesAreThere())) {
            Containers containers = Containers.start();
            Map<String, Object> properties = new HashMap<>(containers.properties());
            properties.put("scratchy.standalone.data", data.toString());
            return new TestServers("containers", properties, containers);
        }
        EmbeddedServers embedded = EmbeddedServers.start(data, true);
        return new TestServers("embedded", embedded.properties(), embedded);
    }

    static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-Dscratchy.tests must be auto, testcontainers or embedded, and not " + name + "."));
    }

    /**
     * Nothing is pulled unasked. The engine's own command is asked, because Testcontainers would begin with pulling what it needs
     * itself.
     */
    private static boolean imagesAreThere() {
        try {
            return new ProcessBuilder("docker", "image", "inspect", Containers.POSTGRES, Containers.REDIS)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException withoutEngine) {
            return false;
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    /** Where they are, as properties of an application's environment. */
    Map<String, Object> properties() {
        return properties;
    }

    @Override
    public void close() {
        try {
            servers.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
