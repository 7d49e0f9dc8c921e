package dev.scratchy.query.post;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a post for a list: plain words, without the marks of Markdown. */
final class Excerpt {

    /** Characters, at most; cut at a word. */
    static final int LENGTH = 280;

    /** Enough of the source that marks, links and code left out still leave an excerpt. */
    private static final int LOOKED_AT = 4_000;

    /** What is not words. The order matters: of those that match at the same place, the first is taken. */
    private static final Pattern MARKS = Pattern.compile(String.join(
            "|",
            "(?<code>(?s:```.*?(?:```|\\z)))",
            "(?<image>!\\[[^\\]]*]\\([^)]*\\))",
            "\\[(?<words>[^\\]]*)](?:\\([^)]*\\)|\\[[^\\]]*])", // links keep their words
            "(?<html><[a-zA-Z/!][^>]{0,200}>)",
            "(?<begin>(?m:^)\\s{0,3}(?:#{1,6}|>|[-*+]|\\d+\\.)\\s+)", // headings, quotes, lists
            "(?<emphasis>[*_`~]+)",
            "\\s*\\n|\\s+"));

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

    /** In one pass that ends when there is enough: a replay makes hundreds of thousands. */
    private static void append(String markdown, StringBuilder words) {
        Matcher marks = MARKS.matcher(markdown);
        int end = 0;
        // One more than the longest, and a blank.
        while (words.length() <= LENGTH + 1 && marks.find()) {
            words.append(markdown, end, marks.start());
            end = marks.end();
            if (marks.group("words") != null) {
                append(marks.group("words"), words);
            } else if (marks.group("begin") == null && marks.group("emphasis") == null) {
                blank(words);
            }
        }
        if (words.length() <= LENGTH + 1) {
            words.append(markdown, end, markdown.length());
        }
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
