package dev.scratchy.query.search;

import org.springframework.web.util.HtmlUtils;

/** A short piece of a text with what was searched for in it marked, as HTML: nothing in it is markup but {@code <mark>}. */
final class Snippet {

    /** Code points before the place and behind it, about two lines on a screen. */
    static final int BEFORE = 60;

    static final int BEHIND = 160;

    private Snippet() {}

    /**
     * Marks the first place.
     *
     * @param query folded
     * @param cutBefore whether the text goes on before the piece
     * @param cutBehind whether it goes on behind it
     */
    static String of(String piece, String query, boolean cutBefore, boolean cutBehind) {
        String folded = Folding.of(piece);
        int place = folded.indexOf(query);
        StringBuilder html = new StringBuilder(cutBefore ? "…" : "");
        if (place < 0) {
            html.append(escaped(piece));
        } else {
            // Counted in code points, because a folded one may take another number of chars.
            int points = folded.codePointCount(0, place);
            int begin = piece.offsetByCodePoints(0, points);
            int end = piece.offsetByCodePoints(begin, query.codePointCount(0, query.length()));
            html.append(escaped(piece.substring(0, begin)))
                    .append("<mark>")
                    .append(escaped(piece.substring(begin, end)))
                    .append("</mark>")
                    .append(escaped(piece.substring(end)));
        }
        return html.append(cutBehind ? "…" : "").toString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text.replaceAll("\\s+", " "), "UTF-8");
    }
}
