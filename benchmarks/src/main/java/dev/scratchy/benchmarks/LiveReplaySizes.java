package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/**
 * How much {@link LiveReplay} measures.
 *
 * @param events that the log has at least
 * @param reads a second, by all readers together
 * @param writes a second
 * @param seconds of load before the replay, and as many before that do not count
 * @param replays one after the other
 * @param data where the temporary database is put
 */
record LiveReplaySizes(int events, int reads, int writes, int seconds, int replays, Path data) {

    /** Reads the command line. */
    static LiveReplaySizes parse(String... arguments) {
        Options options = Options.parse(
                Map.of("events", "200000", "reads", "200", "writes", "20", "seconds", "20", "replays", "3"),
                Map.of("events", "20000", "seconds", "5", "replays", "1"),
                arguments);
        return new LiveReplaySizes(
                options.number("events"),
                options.number("reads"),
                options.number("writes"),
                options.number("seconds"),
                options.number("replays"),
                options.data());
    }
}
