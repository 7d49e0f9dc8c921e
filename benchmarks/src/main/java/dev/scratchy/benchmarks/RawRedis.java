package dev.scratchy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the same Redis does without a cache around it, on a connection of its own. */
final class RawRedis implements AutoCloseable {

    private static final int CHUNK = 1_000;
    private static final long LONGEST_SECONDS = 30;

    private final StatefulRedisConnection<byte[], byte[]> connection;

    RawRedis(RedisClient client) {
        connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    static byte[] key(String name, int number) {
        return (name + number).getBytes(UTF_8);
    }

    byte[] get(byte[] key) throws Exception {
        return answer(connection.async().get(key));
    }

    /** Sets so many keys to the same. */
    void fill(String name, int keys, byte[] value) throws Exception {
        List<RedisFuture<?>> sent = new ArrayList<>();
        for (int number = 0; number < keys; number++) {
            sent.add(connection.async().set(key(name, number), value));
            if (sent.size() == CHUNK) {
                await(sent);
            }
        }
        await(sent);
    }

    /** Deletes keys that are known by name, many with each command. */
    void unlink(String name, int keys) throws Exception {
        for (int from = 0; from < keys; from += CHUNK) {
            byte[][] chunk = new byte[Math.min(CHUNK, keys - from)][];
            for (int at = 0; at < chunk.length; at++) {
                chunk[at] = key(name, from + at);
            }
            expectAll(answer(connection.async().unlink(chunk)), chunk.length);
        }
    }

    /** Finds them by their pattern first, as one must who has only that. */
    void scanAndUnlink(String name, int keys) throws Exception {
        long deleted = 0;
        ScanArgs pattern = ScanArgs.Builder.matches(name + "*").limit(CHUNK);
        KeyScanCursor<byte[]> cursor = answer(connection.async().scan(pattern));
        while (true) {
            if (!cursor.getKeys().isEmpty()) {
                deleted += answer(connection.async().unlink(cursor.getKeys().toArray(byte[][]::new)));
            }
            if (cursor.isFinished()) {
                expectAll(deleted, keys);
                return;
            }
            cursor = answer(connection.async().scan(cursor, pattern));
        }
    }

    private static void expectAll(long deleted, long expected) {
        if (deleted != expected) {
            throw new IllegalStateException("Redis deleted " + deleted + " keys and not " + expected);
        }
    }

    /** Begins to count what commands take. */
    void resetStatistics() throws Exception {
        answer(connection.async().configResetstat());
    }

    /** Milliseconds that Redis itself says the commands have taken since. */
    double millisecondsOf(String... commands) throws Exception {
        String statistics = answer(connection.async().info("commandstats"));
        double micros = 0;
        for (String command : commands) {
            Matcher found = Pattern.compile("cmdstat_" + command + ":calls=\\d+,usec=(\\d+)")
                    .matcher(statistics);
            if (!found.find()) {
                throw new IllegalStateException("Redis has not seen " + Arrays.toString(commands));
            }
            micros += Long.parseLong(found.group(1));
        }
        return micros / 1e3;
    }

    private static void await(List<RedisFuture<?>> sent) throws Exception {
        for (RedisFuture<?> each : sent) {
            Object done = answer(each);
            if (!"OK".equals(done)) {
                throw new IllegalStateException("Redis answered " + done);
            }
        }
        sent.clear();
    }

    private static <T> T answer(RedisFuture<T> sent) throws Exception {
        return sent.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        connection.close();
    }
}
