package dev.scratchy.query.cache;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The rules for the names of what results depend on. A reference such as {@code comments:post:7} is a text of 1 to 512
 * characters without control characters and {@code *}, that does not begin with {@code !} or {@code ~}. What is invalidated is a
 * reference, or a prefix that ends with a colon and {@code *}, such as {@code comments:*}, or {@code *} for everything.
 *
 * <p>Nothing is searched for when a prefix is invalidated: each entry names its references' prefixes as well.
 */
final class Reference {

    /** Everything that is kept. */
    static final String EVERYTHING = "*";

    private static final int LONGEST = 512;

    private Reference() {}

    /**
     * Checks what is to be invalidated.
     *
     * @throws IllegalArgumentException when it is neither a reference nor a prefix
     */
    static void checkInvalidated(String name) {
        if (!name.equals(EVERYTHING)) {
            check(name.endsWith(":*") && name.length() > 2 ? name.substring(0, name.length() - 2) : name);
        }
    }

    private static void check(String name) {
        if (name.isEmpty()
                || name.length() > LONGEST
                || name.charAt(0) == '!'
                || name.charAt(0) == '~'
                || name.indexOf('*') >= 0
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A reference has 1 to " + LONGEST
                    + " characters without control characters, does not begin with ! or ~, and may end with :* only");
        }
    }

    /**
     * What an entry is checked for: its references and their prefixes, its query, and itself.
     *
     * @throws IllegalArgumentException when one is no reference
     */
    static Set<String> named(Collection<String> references, String query, String key) {
        Set<String> names = new LinkedHashSet<>();
        names.add(ofQuery(query));
        names.add(ofKey(query, key));
        for (String reference : references) {
            check(reference);
            names.add(reference);
            for (int colon = reference.indexOf(':'); colon >= 0; colon = reference.indexOf(':', colon + 1)) {
                names.add(reference.substring(0, colon + 1) + EVERYTHING);
            }
        }
        return names;
    }

    /** Every entry of a query. */
    static String ofQuery(String query) {
        return "~" + query;
    }

    /** One entry. A key may have any characters, and a line of an entry's head may not. */
    static String ofKey(String query, String key) {
        StringBuilder name = new StringBuilder(ofQuery(query)).append('~');
        for (int at = 0; at < key.length(); at++) {
            char c = key.charAt(at);
            if (c < ' ' || c == '%') {
                name.append('%').append((int) c).append('%');
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
