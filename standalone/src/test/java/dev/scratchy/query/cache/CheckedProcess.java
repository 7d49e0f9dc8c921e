package dev.scratchy.query.cache;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.shared.subscription.ChildJvm;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * A process with a {@link CheckedNode}, which ends when it is killed, or after its parent.
 *
 * @param file of the {@link SharedVersions}
 * @param items how many there are
 * @param redis its URL
 * @param database its URL
 * @param localBytes of the cache's local level
 */
record CheckedProcess(
        Path file,
        int items,
        String redis,
        String database,
        String user,
        String password,
        String schema,
        Mutant mutant,
        long localBytes) {

    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    private static final int CONNECTIONS = 10;

    Process start() throws IOException {
        return ChildJvm.start(
                CheckedProcess.class,
                Redirect.INHERIT,
                file.toString(),
                Integer.toString(items),
                redis,
                database,
                user,
                password,
                schema,
                mutant.name(),
                Long.toString(localBytes));
    }

    public static void main(String[] arguments) throws IOException {
        // Nobody reads what it prints.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        new CheckedProcess(
                        Path.of(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        arguments[2],
                        arguments[3],
                        arguments[4],
                        arguments[5],
                        arguments[6],
                        Mutant.valueOf(arguments[7]),
                        Long.parseLong(arguments[8]))
                .run();
    }

    private void run() throws IOException {
        var versions = SharedVersions.in(file, items);
        var connections = connections();
        var settings = new Cache.Settings(TIMEOUT, localBytes, 0);
        var parts = mutant.parts(new Cache.Parts(client(), connections, settings), versions);
        new CheckedNode(versions, connections, new Cache(settings, parts)).start();
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }

    private HikariDataSource connections() {
        var connections = new HikariDataSource();
        connections.setJdbcUrl(database);
        connections.setUsername(user);
        connections.setPassword(password);
        connections.setSchema(schema);
        connections.setMaximumPoolSize(CONNECTIONS);
        return connections;
    }

    private RedisClient client() {
        var client = RedisClient.create(redis);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .build());
        return client;
    }
}
