package dev.scratchy.shared.identity;

/**
 * Names one replay.
 *
 * @param value a ULID in its canonical form; any valid form is accepted and made canonical
 */
public record ReplayId(String value) {

    public ReplayId {
        value = Ulids.canonical(value);
    }

    /** An id that nothing has yet. */
    public static ReplayId next() {
        return new ReplayId(Ulids.next());
    }

    /**
     * Also how Spring MVC reads one from a path.
     *
     * @throws MalformedId when the text is not a ULID
     */
    public static ReplayId of(String text) {
        return new ReplayId(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
