package dev.scratchy.standalone.importing;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.zip.CRC32;

/** Makes usernames of authors' names: the same one each time, and different ones for names that differ only at their end. */
final class Usernames {

    private static final int LONGEST = 32;
    private static final int SHORTEST = 3;

    private Usernames() {}

    static String of(String author) {
        String words = Normalizer.normalize(author, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (words.length() >= SHORTEST && words.length() <= LONGEST) {
            return words;
        }
        var checksum = new CRC32();
        checksum.update(author.getBytes(StandardCharsets.UTF_8));
        String tail = "-%08x".formatted(checksum.getValue());
        return words.substring(0, Math.min(words.length(), LONGEST - tail.length())) + tail;
    }
}
