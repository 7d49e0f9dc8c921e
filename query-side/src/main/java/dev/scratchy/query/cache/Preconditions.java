package dev.scratchy.query.cache;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a Redis is one that the guarantee holds with. It is warned of what is not so; the reference says what then happens. */
final class Preconditions {

    private static final Logger log = LoggerFactory.getLogger(Preconditions.class);

    /** The first with ZMSCORE and {@code ZADD GT}. */
    private static final String OLDEST = "6.2";

    /** So many hexadecimal digits of a run's name fit the 53 bits of a score. */
    private static final int DIGITS_OF_RUN = 12;

    /** Longer than a read waits: nobody waits for this, and in a process that has just begun everything takes its time. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private final RedisAsyncCommands<byte[], byte[]> redis;

    Preconditions(RedisAsyncCommands<byte[], byte[]> redis) {
        this.redis = redis;
    }

    /**
     * Looks at the server.
     *
     * @throws IllegalStateException when it cannot be used, or does not answer
     */
    void check() {
        String version = field(info("server"), "redis_version").orElse(OLDEST);
        if (isTooOld(version)) {
            throw new IllegalStateException("Redis " + version + " is too old: " + OLDEST + " or newer is needed");
        }
        String replication = info("replication");
        if (!field(replication, "role").orElse("master").equals("master")
                || !field(replication, "connected_slaves").orElse("0").equals("0")) {
            log.warn("The cache's Redis has replicas: after a failover an answer may be stale");
        }
        configured("save").filter(times -> !times.isEmpty()).ifPresent(times -> warnOfPersistence("save"));
        configured("appendonly").filter(yes -> yes.equals("yes")).ifPresent(yes -> warnOfPersistence("appendonly"));
    }

    private static void warnOfPersistence(String setting) {
        log.warn("The cache's Redis keeps its data over a restart ({}): what for? It is forgotten anyway", setting);
    }

    private String info(String section) {
        try {
            return redis.info(section).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("it does not answer", failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** Nothing where the setting may not be asked for, as with many a provider. */
    private Optional<String> configured(String setting) {
        try {
            Map<String, String> found = redis.configGet(setting).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.ofNullable(found.get(setting));
        } catch (ExecutionException | TimeoutException refused) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Which run of a server this is, by its {@code INFO server}; 0 for a server that does not tell. */
    static long run(String info) {
        return field(info, "run_id")
                .filter(id -> id.matches("[0-9a-f]{" + DIGITS_OF_RUN + ",}"))
                .map(id -> Long.parseLong(id.substring(0, DIGITS_OF_RUN), 16))
                .orElse(0L);
    }

    private static Optional<String> field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static boolean isTooOld(String version) {
        return Pattern.compile("^([0-5]\\.|6\\.[01]\\.)").matcher(version).find();
    }
}
