package dev.scratchy.shared.identity;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;

final class Ulids {

    private Ulids() {}

    /** A new ULID, greater than every one that this JVM made before it, also within one millisecond. */
    static String next() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    /**
     * The canonical (upper-case) form of {@code text}.
     *
     * @throws MalformedId when the text is not a ULID
     */
    static String canonical(String text) {
        if (!Ulid.isValid(text)) {
            throw new MalformedId();
        }
        return Ulid.from(text).toString();
    }
}
