package dev.scratchy.shared.identity;

/**
 * Names one post.
 *
 * @param value a ULID in its canonical form; any valid form is accepted and made canonical
 */
public record PostId(String value) {

    public PostId {
        value = Ulids.canonical(value);
    }

    /** An id that nothing has yet. */
    public static PostId next() {
        return new PostId(Ulids.next());
    }

    /**
     * Also how Spring MVC reads one from a path.
     *
     * @throws MalformedId when the text is not a ULID
     */
    public static PostId of(String text) {
        return new PostId(text);
    }

    /** The bare ULID, because Axon names an aggregate's stream by this. */
    @Override
    public String toString() {
        return value;
    }
}
