package dev.scratchy.query.post;

/** The beginning of a post for a list: plain words, without the marks of Markdown. */
final class Excerpt {

    /** Characters, at most; cut at a word. */
    static final int LENGTH = 280;

    /** Enough of the source that marks, links and code left out still leave an excerpt. */
    private static final int LOOKED_AT = 4_000;

    private Excerpt() {}

    static String of(String markdown) {
        String plain = markdown.substring(0, Math.min(LOOKED_AT, markdown.length()))
                .replaceAll("(?s)```.*?(```|$)", " ") // fenced code
                .replaceAll("!\\[[^\\]]*]\\([^)]*\\)", " ") // images
                .replaceAll("\\[([^\\]]*)](\\([^)]*\\)|\\[[^\\]]*])", "$1") // links keep their words
                .replaceAll("<[^>]{1,200}>", " ") // HTML
                .replaceAll("(?m)^\\s{0,3}(#{1,6}|>|[-*+]|\\d+\\.)\\s+", "") // headings, quotes, lists
                .replaceAll("[*_`~]+", "")
                .replaceAll("\\s+", " ")
                .strip();
        if (plain.length() <= LENGTH) {
            return plain;
        }
        int word = plain.lastIndexOf(' ', LENGTH - 1);
        int end = word > 0 ? word : LENGTH - 1;
        // Never half of a surrogate pair: PostgreSQL would refuse it.
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
