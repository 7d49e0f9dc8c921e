package dev.scratchy.journeys.model;

/** Why a wish is not granted: a problem's code, and its status. */
enum Refusal {
    MALFORMED_REQUEST(400),
    MALFORMED_ID(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    SLUG_TAKEN(409),
    USERNAME_TAKEN(409),
    INVALID_STATE(409),
    VERSION_CONFLICT(412),
    VALIDATION_FAILED(422);

    final int status;

    Refusal(int status) {
        this.status = status;
    }
}
