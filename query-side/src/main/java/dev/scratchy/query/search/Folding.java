package dev.scratchy.query.search;

/**
 * Makes texts comparable without regard to case: each code point for itself, as {@link String#equalsIgnoreCase} does it, and
 * so in every language and whatever the database's locale. The result has as many code points as the text, which is why a
 * place in the one is a place in the other.
 */
final class Folding {

    private Folding() {}

    static String of(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
