package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.journeys.Eventually;
import dev.scratchy.query.cache.SharedVersions.Count;
import dev.scratchy.shared.database.TemporaryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.springframework.util.FileSystemUtils;

/** Two nodes with a Redis and a schema of their own. One node has a local level, the other has none. */
final class CheckedSystem implements AutoCloseable {

    private static final String SCHEMA = "stale_reads";
    private static final int ITEMS = 200;
    private static final List<Long> LOCAL_BYTES = List.of(0L, 8L * 1024 * 1024);

    private static final Duration STARTED = Duration.ofSeconds(30);

    private final Path directory = Files.createTempDirectory("scratchy-stale-reads");
    private final SharedVersions versions;
    private final TemporaryLog database = TemporaryLog.create(SCHEMA);
    private final Items items = new Items(database.pool());
    private final OwnRedis redis;
    private final Mutant mutant;
    private final List<Process> nodes = new ArrayList<>();

    private CheckedSystem(Mutant mutant) throws IOException, InterruptedException {
        this.mutant = mutant;
        versions = SharedVersions.in(file(), ITEMS);
        items.create(ITEMS);
        redis = OwnRedis.start();
    }

    private Path file() {
        return directory.resolve("versions");
    }

    /** Both nodes are under way when it returns. */
    static CheckedSystem start(Mutant mutant) throws IOException, InterruptedException {
        var system = new CheckedSystem(mutant);
        try {
            for (long localBytes : LOCAL_BYTES) {
                system.nodes.add(system.startNode(localBytes));
            }
            Eventually.see(
                    STARTED,
                    () -> assertThat(system.versions.get(Count.NODES_STARTED)).isEqualTo(LOCAL_BYTES.size()));
            return system;
        } catch (IOException | RuntimeException failure) {
            system.close();
            throw failure;
        }
    }

    private Process startNode(long localBytes) throws IOException {
        HikariDataSource pool = database.pool();
        return new CheckedProcess(
                        file(),
                        ITEMS,
                        redis.url(),
                        pool.getJdbcUrl(),
                        pool.getUsername(),
                        Objects.requireNonNullElse(pool.getPassword(), ""),
                        SCHEMA,
                        mutant,
                        localBytes)
                .start();
    }

    SharedVersions versions() {
        return versions;
    }

    Items items() {
        return items;
    }

    OwnRedis redis() {
        return redis;
    }

    Process node(Random random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** Kills one in the middle of whatever it does, and starts another in its place. */
    void replaceNode(Random random) throws IOException {
        int which = random.nextInt(nodes.size());
        nodes.get(which).destroyForcibly();
        nodes.set(which, startNode(LOCAL_BYTES.get(which)));
    }

    /** Whether nothing has ended by itself. */
    boolean isAlive() {
        return redis.process().isAlive() && nodes.stream().allMatch(Process::isAlive);
    }

    @Override
    public void close() throws IOException {
        for (Process node : nodes) {
            node.destroyForcibly().onExit().join();
        }
        redis.close();
        database.close();
        FileSystemUtils.deleteRecursively(directory);
    }
}
