package dev.scratchy.shared.axon;

/** The names under which a message's metadata says things; stored with every event, so they are for ever. */
public final class MetaDataKeys {

    /** The user who wished for the change: a ULID. */
    public static final String USER_ID = "userId";

    /** Joins everything that one HTTP request caused. */
    public static final String CORRELATION_ID = "correlationId";

    /** Joins what comes of an event to the trace of its command, by W3C's Trace Context; only when that trace is kept. */
    public static final String TRACE_PARENT = "traceparent";

    private MetaDataKeys() {}
}
