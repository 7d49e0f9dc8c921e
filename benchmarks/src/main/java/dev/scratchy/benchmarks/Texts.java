package dev.scratchy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What posts are mixed from, and what is looked for in them.
 *
 * @param titles of the posts of a file
 * @param paragraphs of all of them
 */
record Texts(List<String> titles, List<String> paragraphs) {

    /** Added to very few posts. */
    static final String RARE = "a quetzal sang at noon";

    static final String NOWHERE = "zqxjk";

    private static final JsonMapper JSON = new JsonMapper();

    /** Reads posts as NDJSON, as {@code import} does. */
    static Texts read(Path file) throws IOException {
        List<String> titles = new ArrayList<>();
        List<String> paragraphs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode post = JSON.readTree(line);
            titles.add(post.path("title").asString());
            paragraphs.addAll(List.of(post.path("content").asString().split("\n\\s*\n", -1)));
        }
        return new Texts(titles, paragraphs);
    }

    /** The word that most titles have. */
    String frequentInTitles() {
        return words(titles, 4, 20)
                .max(Comparator.comparingLong(word -> count(titles, word)))
                .orElseThrow();
    }

    /** Of the words that the fewest titles have, none if possible, the one that most paragraphs have; of this many letters. */
    String frequentInContents(int shortest, int longest) {
        return words(paragraphs, shortest, longest)
                .min(Comparator.<String>comparingLong(word -> count(titles, word))
                        .thenComparingLong(word -> -count(paragraphs, word)))
                .orElseThrow();
    }

    private static Stream<String> words(List<String> texts, int shortest, int longest) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)))
                .filter(word -> word.length() >= shortest && word.length() <= longest)
                .distinct();
    }

    private static long count(List<String> texts, String part) {
        return texts.stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains(part))
                .count();
    }
}
