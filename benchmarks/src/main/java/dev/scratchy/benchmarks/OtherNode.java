package dev.scratchy.benchmarks;

import dev.scratchy.query.QuerySide;
import dev.scratchy.shared.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/** A further query node, in a JVM of its own that ends with this one. */
final class OtherNode implements AutoCloseable {

    private static final String READY = "ready ";
    private static final int LONGEST_FAREWELL_SECONDS = 10;

    private final Process process;
    private final int port;

    private OtherNode(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Runs the node until nobody is on the other end of its input any more. */
    static void main(String[] arguments) throws IOException {
        Map<String, Object> servers = Map.of("DATABASE_URL", arguments[0], "REDIS_URL", arguments[1]);
        try (ConfigurableApplicationContext node = Launcher.application(QuerySide.class, "scratchy,query-side", servers)
                .run(
                        "--server.port=0",
                        "--logging.level.root=warn",
                        "--logging.level.com.zaxxer.hikari=warn",
                        // Asked without tokens only, so nobody looks there.
                        "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/")) {
            System.out.println(READY + node.getEnvironment().getProperty("local.server.port"));
            while (System.in.read() >= 0) {
                // Nothing is said that matters.
            }
        }
    }

    /** Starts it on these servers, and returns when it answers. */
    static OtherNode start(TemporaryServers servers) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        OtherNode.class.getName(),
                        servers.url("DATABASE_URL"),
                        servers.url("REDIS_URL"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith(READY)) {
            System.err.println("From the other node: " + line);
            line = lines.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("The other node did not start.");
        }
        return new OtherNode(process, Integer.parseInt(line.substring(READY.length())));
    }

    Connection anonymous() {
        return new Connection(port, null);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
