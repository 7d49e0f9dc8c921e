package dev.scratchy.shared.identity;

/**
 * Names one comment.
 *
 * @param value a ULID in its canonical form; any valid form is accepted and made canonical
 */
public record CommentId(String value) {

    public CommentId {
        value = Ulids.canonical(value);
    }

    /** An id that nothing has yet. */
    public static CommentId next() {
        return new CommentId(Ulids.next());
    }

    /**
     * Also how Spring MVC reads one from a path.
     *
     * @throws MalformedId when the text is not a ULID
     */
    public static CommentId of(String text) {
        return new CommentId(text);
    }

    /** The bare ULID, because Axon names an aggregate's stream by this. */
    @Override
    public String toString() {
        return value;
    }
}
