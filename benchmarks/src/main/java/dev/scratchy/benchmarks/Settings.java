package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much is measured: {@code --quick} for a look, or {@code --name=number} for one of the parts.
 *
 * @param threads clients at the same time, each with a connection of its own
 * @param rounds of each comparison; a round has the reference and the subject once
 * @param writes per round and side
 * @param reads per round and side
 * @param warmUpSeconds of load before anything counts
 * @param samples of the time from a write until it is visible
 * @param events that a replay has at least
 * @param replays rounds of the replay
 * @param data where the temporary database is put; what is there otherwise stays
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

    private static final String QUICK = "--quick";

    /** A database in a new directory, so that no other one can be hit by mistake. */
    private static final String DIRECTORY = "benchmark-data";

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException when a word is not known, or a number is not from 1 to a million
     */
    static Settings parse(String... arguments) {
        List<String> words = List.of(arguments);
        Map<String, String> given = new HashMap<>(words.contains(QUICK) ? quick() : full());
        given.put("data", "target");
        for (String word : words) {
            if (!word.equals(QUICK)) {
                int equals = word.indexOf('=');
                String name = equals < 0 || !word.startsWith("--") ? word : word.substring(2, equals);
                if (!given.containsKey(name)) {
                    throw new IllegalArgumentException(
                            "Usage: [--quick] [--name=value], the names being " + String.join(", ", given.keySet()));
                }
                given.put(name, word.substring(equals + 1));
            }
        }
        return of(given);
    }

    private static Settings of(Map<String, String> given) {
        return new Settings(
                number(given, "threads"),
                number(given, "rounds"),
                number(given, "writes"),
                number(given, "reads"),
                number(given, "warm-up"),
                number(given, "samples"),
                number(given, "events"),
                number(given, "replays"),
                Path.of(given.getOrDefault("data", "target")).resolve(DIRECTORY));
    }

    private static Map<String, String> full() {
        return Map.of(
                "threads", "4",
                "rounds", "9",
                "writes", "1500",
                "reads", "6000",
                "warm-up", "40",
                "samples", "100",
                "events", "20000",
                "replays", "5");
    }

    private static Map<String, String> quick() {
        return Map.of(
                "threads", "4",
                "rounds", "5",
                "writes", "300",
                "reads", "1000",
                "warm-up", "12",
                "samples", "30",
                "events", "5000",
                "replays", "3");
    }

    private static int number(Map<String, String> given, String name) {
        int number = Integer.parseInt(given.getOrDefault(name, ""));
        if (number < 1 || number > 1_000_000) {
            throw new IllegalArgumentException("--" + name + " must be from 1 to 1000000");
        }
        return number;
    }
}
