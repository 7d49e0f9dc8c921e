package dev.scratchy.journeys.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What keeps the things of one run apart from everything else in the system.
 *
 * @param name begins usernames and slugs
 * @param prefix begins words
 * @param tags more than one post can have
 */
record Run(String name, String prefix, List<String> tags) {

    private static final int TAGS = 23;

    static Run named(String name) {
        return new Run(
                name,
                name.replace("-", ""),
                IntStream.range(0, TAGS)
                        .mapToObj(n -> name + "-" + (char) ('a' + n))
                        .toList());
    }
}
