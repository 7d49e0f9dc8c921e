package dev.scratchy.query.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One replay: a row of the history, and its JSON.
 *
 * @param mode what becomes of the tables that it makes
 * @param phase what it is at, or was at last
 * @param node which node carries it out, or did last
 * @param percent 0 to 100, never going back; 100 only when the new tables are in use, or compared
 * @param processed everything up to this position of the log is in the new tables
 * @param total the position that it has to come to, which grows with the log
 * @param eventsPerSecond positions a second, on average while it folds; of the whole, with indexes, when it is completed
 * @param etaSeconds how long it will probably take from now on; {@code null} when that cannot be said
 * @param error the kind of failure, or what it waits for, or {@code null}
 * @param differences the tables that differ, when that was asked for and it is completed; otherwise {@code null}
 */
public record Replay(
        String id,
        String projection,
        Mode mode,
        State state,
        Phase phase,
        String node,
        int percent,
        long processed,
        long total,
        long eventsPerSecond,
        @Nullable Long etaSeconds,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error,
        @Nullable List<Difference> differences) {

    /** What becomes of the tables that it makes. */
    public enum Mode {
        /** They take the place of those in use. */
        @JsonProperty("replay")
        REPLAY,
        /** They are compared with those in use, and dropped. */
        @JsonProperty("verify")
        VERIFY
    }

    /** Where it stands. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("cancelled")
        CANCELLED
    }

    /** What it is at. */
    public enum Phase {
        /** Folds the log into tables that lack what can be made of them later. */
        @JsonProperty("folding")
        FOLDING,
        /** Makes indexes and what is counted. */
        @JsonProperty("indexing")
        INDEXING,
        /** Follows the log until the new tables can take the place of the others. */
        @JsonProperty("following")
        FOLLOWING
    }
}
