package dev.scratchy.journeys.model;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Texts of all kinds, most of them with a word that no other text has. */
final class Texts {

    private static final List<String> HOSTILE = List.of(
            "'; DROP TABLE post; --",
            "\" OR \"1\"=\"1",
            "$1 ?::text :rows :id {0} %s ${jndi:ldap://x}",
            "100% _under_ %_% \\ back\\slash \\% \\_",
            "\\u0000 \\x00 \\n {\"a\": [1, \"b\"]}",
            "😀🏳️‍🌈𝒳🩷",
            "\u202Eright to left\u202C \u200Fשלום\u200E مرحبا",
            "e\u0301 a\u030A\u0323 é o\u0308\u0304 ﬁ Å",
            "<script>alert(1)</script> &amp; <mark>&lt;b&gt;</mark>",
            "İıß ẞſ K ΣςΑ ǅ",
            "\u0001\b\u001B\u007F\u0085\u2028\u2029\uFEFF\uFFFE",
            "  two  spaces\t\ttabs\r\nand\n\nlines  ",
            "\u00A0\u3000",
            "# Heading\n\n> quote\n\n```sql\nSELECT 1\n```\n\n[link](http://example.org) ![i](x) **b**",
            "null",
            "NaN",
            "-0",
            "/../../etc/passwd",
            "zero\u200Bwidth\u2060joiner");

    private final Random random;
    private final String prefix;
    private int words;

    /**
     * Prepares to make texts.
     *
     * @param prefix that no other run's words begin with
     */
    Texts(Random random, String prefix) {
        this.random = random;
        this.prefix = prefix;
    }

    String word() {
        words++;
        String word = prefix + "x" + String.format(Locale.ROOT, "%05d", words) + "q";
        return random.nextInt(4) == 0 ? word.toUpperCase(Locale.ROOT) : word;
    }

    /** A valid text of at most so many characters. */
    String upTo(int length) {
        String word = word();
        return switch (random.nextInt(6)) {
            case 0, 1 -> "About " + word;
            case 2 -> hostile() + word + hostile();
            case 3 -> filled(hostile() + " " + word, length);
            case 4 -> hostile() + hostile() + word;
            default -> word + " has  some words, and then\nsome more.";
        };
    }

    /** As long as it may be, or nearly, when that is not too much for every time. */
    private String filled(String text, int length) {
        int wanted = length <= 10_000 || random.nextInt(8) == 0 ? length : random.nextInt(5_000);
        StringBuilder filled = new StringBuilder(text);
        while (filled.length() < wanted) {
            filled.append(random.nextInt(9) == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
        }
        return filled.toString();
    }

    String hostile() {
        return HOSTILE.get(random.nextInt(HOSTILE.size()));
    }

    /** No text that has to say something in at most so many characters. */
    String not(int length) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> " \t\n ";
            case 2 -> "\u3000\u2003";
            case 3 -> "NUL \0 inside";
            default -> "x".repeat(length + 1);
        };
    }
}
