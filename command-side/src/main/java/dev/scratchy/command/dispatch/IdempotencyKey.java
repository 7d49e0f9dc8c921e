package dev.scratchy.command.dispatch;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.regex.Pattern;

/**
 * What a client calls one wish, so that it can send it again without wishing for it twice: the header {@code Idempotency-Key}
 * (draft-ietf-httpapi-idempotency-key-header-07), as it came.
 *
 * @param fingerprint what was wished for: two requests that differ in more than how their JSON is written have different ones
 */
public record IdempotencyKey(String value, String fingerprint) {

    /** Where it is kept in a command's metadata. */
    public static final String KEY = "idempotencyKey";

    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /**
     * Checks the shape.
     *
     * @throws Refused unless it is 1 to 255 visible ASCII characters
     */
    public IdempotencyKey {
        if (!USABLE.matcher(value).matches()) {
            throw new Refused(
                    ProblemCode.MALFORMED_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
    }
}
