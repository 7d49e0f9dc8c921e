package dev.scratchy.shared.axon;

/** The names under which a message's metadata says things; stored with every event, so they are for ever. */
public final class MetaDataKeys {

    /** The user who wished for the change: a ULID. */
    public static final String USER_ID = "userId";

    /** Joins everything that one HTTP request caused. */
    public static final String CORRELATION_ID = "correlationId";

    private MetaDataKeys() {}
}
