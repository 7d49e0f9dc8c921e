package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a command line says of how much is to be measured: {@code --quick} for a look, or {@code --name=value} for one of the parts. */
record Options(Map<String, String> values) {

    private static final String QUICK = "--quick";

    /** A database in a new directory, so that no other one can be hit by mistake. */
    private static final String DIRECTORY = "benchmark-data";

    /**
     * Reads the command line.
     *
     * @param full every name that may be given, with what counts when it is not
     * @param quick what counts instead with {@code --quick}
     * @throws IllegalArgumentException when a word is not known
     */
    static Options parse(Map<String, String> full, Map<String, String> quick, String... arguments) {
        List<String> words = List.of(arguments);
        Map<String, String> given = new HashMap<>(full);
        given.put("data", "target");
        if (words.contains(QUICK)) {
            given.putAll(quick);
        }
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
        return new Options(Map.copyOf(given));
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException when it is not from 1 to a million
     */
    int number(String name) {
        int number = Integer.parseInt(text(name));
        if (number < 1 || number > 1_000_000) {
            throw new IllegalArgumentException("--" + name + " must be from 1 to 1000000");
        }
        return number;
    }

    /** Where the temporary database is put; what is there otherwise stays. */
    Path data() {
        return Path.of(text("data")).resolve(DIRECTORY);
    }
}
