package dev.scratchy.shared.problem;

/** The stable names of everything that can go wrong, each with its HTTP status. Clients branch on these, so they never change. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    MALFORMED_ID(400, "The id is not a ULID"),
    INVALID_CONSISTENCY_TOKEN(400, "The consistency token is not of this system"),
    UNAUTHENTICATED(401, "Not signed in"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not available in that format"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    SLUG_TAKEN(409, "The slug is taken"),
    USERNAME_TAKEN(409, "The username is taken"),
    INVALID_STATE(409, "Not possible in the present state"),
    DUPLICATE_ENTRY(409, "It exists already"),
    REPLAY_RUNNING(409, "A replay is running"),
    VERSION_CONFLICT(412, "It was changed meanwhile"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's format is not supported"),
    VALIDATION_FAILED(422, "The request breaks a rule"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    TOO_MANY_REQUESTS(429, "Too many at once"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    NOT_IMPLEMENTED(501, "The server does not know how"),
    PROJECTION_BEHIND(503, "What you wrote is not to be seen yet"),
    UNAVAILABLE(503, "Not available at the moment");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** What it means, the same each time it occurs. */
    public String title() {
        return title;
    }
}
