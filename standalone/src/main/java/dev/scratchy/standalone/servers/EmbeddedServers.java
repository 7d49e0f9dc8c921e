package dev.scratchy.standalone.servers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL and a Redis on free ports of the loopback interface, unless {@code DATABASE_URL} or {@code REDIS_URL} name
 * others. The database's files stay in the data directory; Redis keeps nothing.
 */
public final class EmbeddedServers implements AutoCloseable {

    private static final String DATABASE_URL = "DATABASE_URL";
    private static final String REDIS_URL = "REDIS_URL";

    private final DataDirectory data;
    private final @Nullable PostgresProcess postgres;
    private final @Nullable RedisProcess redis;

    private EmbeddedServers(DataDirectory data, @Nullable PostgresProcess postgres, @Nullable RedisProcess redis) {
        this.data = data;
        this.postgres = postgres;
        this.redis = redis;
    }

    /**
     * Starts what is not given from outside.
     *
     * @param fresh whether to delete what an earlier run left in the directory
     * @throws dev.scratchy.shared.database.CannotStart when the directory is in use, or a server does not come up
     */
    public static EmbeddedServers start(Path directory, boolean fresh) {
        DataDirectory data = DataDirectory.open(directory, fresh);
        PostgresProcess postgres = null;
        try {
            postgres = isGiven(DATABASE_URL) ? null : PostgresProcess.start(data);
            return new EmbeddedServers(data, postgres, isGiven(REDIS_URL) ? null : RedisProcess.start(data));
        } catch (RuntimeException failure) {
            if (postgres != null) {
                postgres.stop();
            }
            data.close();
            throw failure;
        }
    }

    private static boolean isGiven(String variable) {
        return System.getenv(variable) != null;
    }

    /** Where the application finds the servers, as properties of its environment. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("scratchy.standalone.data", data.path().toString());
        if (postgres != null) {
            properties.put(DATABASE_URL, postgres.url());
        }
        if (redis != null) {
            properties.put(REDIS_URL, redis.url());
        }
        return properties;
    }

    /** Where PostgreSQL is, for people. */
    public String database() {
        return postgres == null ? "from " + DATABASE_URL : postgres.url() + " (embedded)";
    }

    /** Where Redis is, for people. */
    public String redis() {
        return redis == null ? "from " + REDIS_URL : redis.url() + " (embedded)";
    }

    public Path data() {
        return data.path();
    }

    /** Stops what was started. The files stay. */
    @Override
    public void close() {
        if (redis != null) {
            redis.stop();
        }
        if (postgres != null) {
            postgres.stop();
        }
        data.close();
    }
}
