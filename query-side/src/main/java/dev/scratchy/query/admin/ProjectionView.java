package dev.scratchy.query.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scratchy.query.replay.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A projection as this node sees it.
 *
 * @param position everything in the log up to here is in its view
 * @param head the position of the log's last event
 * @param lag how many positions it is behind
 * @param error what keeps it from going on, retried until it does not, or {@code null}
 */
record ProjectionView(
        String name,
        State state,
        long position,
        long head,
        long lag,
        @Nullable String error) {

    enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("failing")
        FAILING,
        /** Not run by this node. */
        @JsonProperty("stopped")
        STOPPED;

        static State of(Progress progress) {
            if (progress.error() != null) {
                return FAILING;
            }
            return progress.running() ? RUNNING : STOPPED;
        }
    }
}
