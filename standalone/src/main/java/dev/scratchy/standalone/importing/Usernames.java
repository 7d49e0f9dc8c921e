package dev.scratchy.standalone.importing;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Makes usernames of authors' names: the same one each time, and with a checksum of the name where the letters that a username
 * may have do not tell it from others ("José" and "Jose" are two people).
 */
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
        boolean tellsAll = words.equals(author.toLowerCase(Locale.ROOT).replace(' ', '-'));
        if (tellsAll && words.length() >= SHORTEST && words.length() <= LONGEST) {
            return words;
        }
        var checksum = new CRC32();
        checksum.update(author.getBytes(StandardCharsets.UTF_8));
        String tail = "-%08x".formatted(checksum.getValue());
        return words.substring(0, Math.min(words.length(), LONGEST - tail.length())) + tail;
    }
}
