package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How much {@link Log} measures.
 *
 * @param parts which of its measurements, by name
 * @param rounds of each comparison; a round has the reference and the subject once
 * @param replays rounds of what takes many seconds each
 * @param millis that one side of a round appends
 * @param warmUpSeconds of appending, before anything counts
 * @param samples of the time from a commit to its handler
 * @param stockSamples likewise with Axon's engine, which takes most of a second for each
 * @param load events a second beside the samples of the second half
 * @param events that the log has for a replay
 * @param loadMillis that one side of a round loads an aggregate
 * @param data where the temporary database is put
 */
record LogSizes(
        List<String> parts,
        int rounds,
        int replays,
        int millis,
        int warmUpSeconds,
        int samples,
        int stockSamples,
        int load,
        int events,
        int loadMillis,
        Path data) {

    static final String APPEND = "append";
    static final String DELIVERY = "delivery";
    static final String REPLAY = "replay";
    static final String LOADING = "loading";

    private static final List<String> PARTS = List.of(APPEND, DELIVERY, REPLAY, LOADING);

    private static final Map<String, String> FULL = Map.of(
            "parts", String.join(",", PARTS),
            "rounds", "7",
            "replays", "5",
            "millis", "1000",
            "warm-up", "15",
            "samples", "500",
            "stock-samples", "100",
            "load", "500",
            "events", "200000",
            "load-millis", "100");

    private static final Map<String, String> QUICK = Map.of(
            "rounds", "3",
            "replays", "3",
            "millis", "300",
            "warm-up", "3",
            "samples", "60",
            "stock-samples", "12",
            "events", "20000",
            "load-millis", "40");

    LogSizes {
        parts = List.copyOf(parts);
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--parts must be some of " + String.join(",", PARTS));
        }
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException when a word is not known, or a number is out of range
     */
    static LogSizes parse(String... arguments) {
        Options options = Options.parse(FULL, QUICK, arguments);
        return new LogSizes(
                List.of(options.text("parts").split(",", -1)),
                options.number("rounds"),
                options.number("replays"),
                options.number("millis"),
                options.number("warm-up"),
                options.number("samples"),
                options.number("stock-samples"),
                options.number("load"),
                options.number("events"),
                options.number("load-millis"),
                options.data());
    }
}
