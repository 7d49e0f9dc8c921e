package dev.scratchy.query.post;

/** The beginning of a post for a list: plain words, without the marks of Markdown. */
final class Excerpt {

    /** Characters, at most; cut at a word. */
    static final int LENGTH = 280;

    /** Enough of the source that marks, links and code left out still leave an excerpt. */
    private static final int LOOKED_AT = 4_000;

    private Excerpt() {}

    static String of(String markdown) {
        String plain = beginning(markdown, LOOKED_AT)
                .replaceAll("(?s)```.*?(```|$)", " ") // fenced code
                .replaceAll("!\\[[^\\]]*]\\([^)]*\\)", " ") // images
                .replaceAll("\\[([^\\]]*)](\\([^)]*\\)|\\[[^\\]]*])", "$1") // links keep their words
                .replaceAll("<[a-zA-Z/!][^>]{0,200}>", " ") // HTML
                .replaceAll("(?m)^\\s{0,3}(#{1,6}|>|[-*+]|\\d+\\.)\\s+", "") // headings, quotes, lists
                .replaceAll("[*_`~]+", "")
                .replaceAll("\\s+", " ")
                .strip();
        if (plain.length() <= LENGTH) {
            return plain;
        }
        int word = plain.lastIndexOf(' ', LENGTH - 1);
        return (word > 0 ? plain.substring(0, word) : beginning(plain, LENGTH - 1)) + "…";
    }

    /** Cut so that no half of a surrogate pair is left, which PostgreSQL would refuse. */
    private static String beginning(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
