package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/**
 * How much {@link Walk} measures.
 *
 * @param threads clients at the same time, each with a connection of its own
 * @param rounds of each comparison; a round has the reference and the subject once
 * @param writes per round and side
 * @param reads per round and side
 * @param warmUpSeconds of load before anything counts
 * @param samples of the time from a write until it is visible
 * @param events that a replay has at least
 * @param replays rounds of the replay
 * @param data where the temporary database is put
 */
record Settings(
        int threads,
        int rounds,
        int writes,
        int reads,
        int warmUpSeconds,
        int samples,
        int events,
        int replays,
        Path data) {

    private static final Map<String, String> FULL = Map.of(
            "threads", "4",
            "rounds", "9",
            "writes", "1500",
            "reads", "6000",
            "warm-up", "40",
            "samples", "100",
            "events", "20000",
            "replays", "5");

    private static final Map<String, String> QUICK = Map.of(
            "rounds", "5",
            "writes", "300",
            "reads", "1000",
            "warm-up", "12",
            "samples", "30",
            "events", "5000",
            "replays", "3");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException when a word is not known, or a number is out of range
     */
    static Settings parse(String... arguments) {
        Options options = Options.parse(FULL, QUICK, arguments);
        return new Settings(
                options.number("threads"),
                options.number("rounds"),
                options.number("writes"),
                options.number("reads"),
                options.number("warm-up"),
                options.number("samples"),
                options.number("events"),
                options.number("replays"),
                options.data());
    }
}
