package dev.scratchy.shared.identity;

/**
 * Names one user.
 *
 * @param value a ULID in its canonical form; any valid form is accepted and made canonical
 */
public record UserId(String value) {

    public UserId {
        value = Ulids.canonical(value);
    }

    /** An id that nothing has yet. */
    public static UserId next() {
        return new UserId(Ulids.next());
    }

    /**
     * Also how Spring MVC reads one from a path.
     *
     * @throws MalformedId when the text is not a ULID
     */
    public static UserId of(String text) {
        return new UserId(text);
    }

    /** The bare ULID, because Axon names an aggregate's stream by this. */
    @Override
    public String toString() {
        return value;
    }
}
