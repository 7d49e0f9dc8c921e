package dev.scratchy.shared.identity;

/** A text that was given as an identifier is not a ULID. The text itself is not repeated: it is foreign input. */
public final class MalformedId extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MalformedId() {
        super("An id is a ULID: 26 characters of 0-9 and A-Z without I, L, O and U.");
    }
}
