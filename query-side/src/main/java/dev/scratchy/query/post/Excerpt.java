package dev.scratchy.query.post;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a post for a list: plain words, without the marks of Markdown. */
final class Excerpt {

    /** Characters, at most; cut at a word. */
    static final int LENGTH = 280;

    /** Enough of the source that marks, links and code left out still leave an excerpt. */
    private static final int LOOKED_AT = 4_000;

    /** What is left out, where a mark stands. The order matters: of those that fit, the first is taken. */
    private static final Pattern MARK = Pattern.compile(String.join(
            "|",
            "(?<gap>(?s:```.*?(?:```|\\z))" // fenced code
                    + "|!\\[[^\\]]*]\\([^)]*\\)" // images
                    + "|<[a-zA-Z/!][^>]{0,200}>)", // HTML
            "\\[(?<words>[^\\]]*)](?:\\([^)]*\\)|\\[[^\\]]*])", // links keep their words
            "[*_`~]+"));

    private static final String MARKS = "`![<*_~";

    /** What is left out at the beginning of a line: headings, quotes, lists. */
    private static final Pattern LINE = Pattern.compile("\\s{0,3}(?:#{1,6}|>|[-*+]|\\d+\\.)\\s+");

    private Excerpt() {}

    static String of(String markdown) {
        var words = new StringBuilder();
        append(beginning(markdown, LOOKED_AT), words);
        String plain = words.toString().strip();
        if (plain.length() <= LENGTH) {
            return plain;
        }
        int word = plain.lastIndexOf(' ', LENGTH - 1);
        return (word > 0 ? plain.substring(0, word) : beginning(plain, LENGTH - 1)) + "…";
    }

    /**
     * In one pass that ends when there is enough, and asks for a pattern only where a mark stands or a line begins: a replay
     * makes hundreds of thousands of excerpts.
     */
    private static void append(String markdown, StringBuilder words) {
        Matcher mark = MARK.matcher(markdown);
        Matcher line = LINE.matcher(markdown);
        int at = 0;
        // One more than the longest, and a blank.
        while (at < markdown.length() && words.length() <= LENGTH + 1) {
            char next = markdown.charAt(at);
            if ((at == 0 || markdown.charAt(at - 1) == '\n') && startsAt(at, line)) {
                at = line.end();
            } else if (MARKS.indexOf(next) >= 0 && startsAt(at, mark)) {
                if (mark.group("words") != null) {
                    append(mark.group("words"), words);
                } else if (mark.group("gap") != null) {
                    blank(words);
                }
                at = mark.end();
            } else if (isWhitespace(next)) {
                blank(words);
                at++;
            } else {
                words.append(next);
                at++;
            }
        }
    }

    private static boolean startsAt(int place, Matcher pattern) {
        return pattern.region(place, pattern.regionEnd()).lookingAt();
    }

    /** As patterns have it. */
    private static boolean isWhitespace(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private static void blank(StringBuilder words) {
        if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
    }

    /** Cut so that no half of a surrogate pair is left, which PostgreSQL would refuse. */
    private static String beginning(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
