package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How much {@link Caching} measures.
 *
 * @param parts which of its measurements, by name
 * @param rounds of each comparison; a round has the reference and the subject once
 * @param fewerRounds of what takes many seconds each
 * @param millis that one side of a round asks
 * @param warmUpSeconds of asking, before anything counts
 * @param keys that are asked for, in random order
 * @param inFlight callers at the same time
 * @param entries that hold the reference that is invalidated
 * @param coldCallers of one key that nobody has asked for before
 * @param invalidations a second beside one of the measurements
 * @param threads clients over HTTP, each with a connection of its own
 * @param reads over HTTP per round and side
 * @param data where the temporary database is put
 */
record CachingSizes(
        List<String> parts,
        int rounds,
        int fewerRounds,
        int millis,
        int warmUpSeconds,
        int keys,
        int inFlight,
        int entries,
        int coldCallers,
        int invalidations,
        int threads,
        int reads,
        Path data) {

    static final String HITS = "hits";
    static final String INVALIDATION = "invalidation";
    static final String COLD = "cold";
    static final String HTTP = "http";

    private static final List<String> PARTS = List.of(HITS, INVALIDATION, COLD, HTTP);

    /** {@code Map.of} has no more than ten. */
    private static final Map<String, String> FULL = Map.ofEntries(
            Map.entry("parts", String.join(",", PARTS)),
            Map.entry("rounds", "9"),
            Map.entry("fewer-rounds", "5"),
            Map.entry("millis", "1000"),
            Map.entry("warm-up", "15"),
            Map.entry("keys", "1000"),
            Map.entry("in-flight", "64"),
            Map.entry("entries", "100000"),
            Map.entry("cold-callers", "1000"),
            Map.entry("invalidations", "200"),
            Map.entry("threads", "4"),
            Map.entry("reads", "6000"));

    private static final Map<String, String> QUICK = Map.of(
            "rounds", "3", "fewer-rounds", "3", "millis", "300", "warm-up", "3", "entries", "10000", "reads", "1000");

    CachingSizes {
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
    static CachingSizes parse(String... arguments) {
        Options options = Options.parse(FULL, QUICK, arguments);
        return new CachingSizes(
                List.of(options.text("parts").split(",", -1)),
                options.number("rounds"),
                options.number("fewer-rounds"),
                options.number("millis"),
                options.number("warm-up"),
                options.number("keys"),
                options.number("in-flight"),
                options.number("entries"),
                options.number("cold-callers"),
                options.number("invalidations"),
                options.number("threads"),
                options.number("reads"),
                options.data());
    }
}
