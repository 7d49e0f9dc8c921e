package dev.scratchy.query.nodes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection, whichever nodes run it.
 *
 * @param position everything in the log up to here can be read on the node that answers
 * @param head the position of the log's last event
 * @param lag how many positions it is behind
 * @param error what keeps it from going on, retried until it does not, or {@code null}
 * @param deadLetters how many events it has put aside
 */
public record ProjectionView(
        String name,
        State state,
        long position,
        long head,
        long lag,
        @Nullable String error,
        long deadLetters,
        List<SegmentStatus> segments) {

    public ProjectionView {
        segments = List.copyOf(segments);
    }

    /** Where it stands. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("failing")
        FAILING,
        /** Nobody is to run it. */
        @JsonProperty("paused")
        PAUSED,
        /** A segment is nobody's at the moment. */
        @JsonProperty("stopped")
        STOPPED
    }
}
