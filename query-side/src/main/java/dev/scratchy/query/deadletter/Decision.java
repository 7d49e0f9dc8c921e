package dev.scratchy.query.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a letter, or of an attempt.
 *
 * @param position of its event in the log
 * @param by whose wish it was: a user's id, or a replay's
 */
public record Decision(
        String id,
        String letterId,
        String projection,
        long position,
        Kind decision,
        String by,
        @Nullable String reason,
        @Nullable String error,
        Instant at) {

    /** What became of it. */
    public enum Kind {
        /** Its event is in the view. */
        @JsonProperty("retried")
        RETRIED,
        /** It was tried, and failed again. */
        @JsonProperty("failed")
        FAILED,
        /** It will never be in the view, and replays pass over it. */
        @JsonProperty("discarded")
        DISCARDED,
        /** A replay has put its event into the view. */
        @JsonProperty("replayed")
        REPLAYED
    }
}
