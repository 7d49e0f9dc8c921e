package dev.scratchy.journeys.model;

import org.jspecify.annotations.Nullable;

/**
 * An {@code If-Match}.
 *
 * @param header {@code null} for none
 */
record Guard(@Nullable String header) {

    static final Guard NONE = new Guard(null);
    static final Guard ANY = new Guard("*");
    static final Guard MALFORMED = new Guard("three");

    static Guard version(long version) {
        return new Guard("\"" + version + "\"");
    }

    /** As a read was answered that counts more than the version. */
    static Guard read(long version) {
        return new Guard("\"" + version + ".7\"");
    }

    boolean isThere() {
        return header != null;
    }

    boolean isMalformed() {
        return equals(MALFORMED);
    }

    boolean lets(long version) {
        return header == null || equals(ANY) || equals(version(version)) || equals(read(version));
    }

    String[] headers() {
        return header == null ? new String[0] : new String[] {"if-match", header};
    }
}
