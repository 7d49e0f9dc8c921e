package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/**
 * How much {@link Scale} measures.
 *
 * @param few posts of the small system
 * @param many posts of the large one
 * @param texts posts that are searched
 * @param followers of the author whose posts are announced
 * @param rounds of each comparison; a round has the reference and the subject once
 * @param millis that one side of a round lasts at least
 * @param warmUpSeconds of each comparison, before anything counts
 * @param source posts as NDJSON, whose paragraphs make the texts
 * @param data where the temporary database is put
 */
record Sizes(
        int few,
        int many,
        int texts,
        int followers,
        int rounds,
        int millis,
        int warmUpSeconds,
        Path source,
        Path data) {

    private static final Map<String, String> FULL = Map.of(
            "few", "1000",
            "many", "100000",
            "texts", "50000",
            "followers", "100000",
            "rounds", "9",
            "millis", "500",
            "warm-up", "5",
            "source", "../demo/rust-blog-excerpt.ndjson");

    private static final Map<String, String> QUICK = Map.of(
            "many", "10000",
            "texts", "3000",
            "followers", "10000",
            "rounds", "3",
            "millis", "200",
            "warm-up", "2");

    /** As many as a page has, on the way to the last tenth of the large system. */
    static final int LIMIT = 20;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException when a word is not known, or a number is out of range
     */
    static Sizes parse(String... arguments) {
        Options options = Options.parse(FULL, QUICK, arguments);
        return new Sizes(
                options.number("few"),
                options.number("many"),
                options.number("texts"),
                options.number("followers"),
                options.number("rounds"),
                options.number("millis"),
                options.number("warm-up"),
                Path.of(options.text("source")),
                options.data());
    }

    /** The page that nine tenths of the large system's posts come before, but for its own. */
    int deepPage() {
        return many / 10 * 9 / LIMIT;
    }
}
