package dev.scratchy.command.dispatch;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.problem.VersionConflict;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The version that a change is meant for, from {@code If-Match}: {@code "3"}, or {@code *} for whichever there is. The ETag of
 * a read may go on, as in {@code "3.7"}: what stands behind dots counts what belongs to the answer but not to the
 * aggregate, such as comments, and a change is never refused for its sake.
 *
 * @param version {@code null} for any, provided that the aggregate exists
 */
public record ExpectedVersion(@Nullable Long version) {

    /** Where it is kept in a command's metadata. */
    static final String KEY = "expectedVersion";

    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})(?:\\.\\d{1,18}){0,2}\"");

    /**
     * Reads the header.
     *
     * @throws Refused when it is neither an ETag of ours nor {@code *}
     */
    public static ExpectedVersion of(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return new ExpectedVersion(null);
        }
        Matcher etag = ETAG.matcher(ifMatch.strip());
        if (!etag.matches()) {
            throw new Refused(
                    ProblemCode.MALFORMED_REQUEST, "If-Match must be one ETag as it was sent, such as \"3\", or *.");
        }
        return new ExpectedVersion(Long.valueOf(etag.group(1)));
    }

    /**
     * Checks what a command expects against what is there.
     *
     * @param present {@code null} when there is no such aggregate
     * @throws Refused when they differ
     */
    public static void check(Message<?> command, @Nullable Long present) {
        if (command instanceof CommandMessage<?>
                && command.getMetaData().get(KEY) instanceof ExpectedVersion expected) {
            if (present == null) {
                throw new VersionConflict("If-Match was given, and there is nothing to match.", null);
            }
            if (expected.version != null && !expected.version.equals(present)) {
                throw new VersionConflict("The present version is " + present + ".", present);
            }
        }
    }
}
