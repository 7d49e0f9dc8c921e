package dev.scratchy.query.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scratchy.shared.identity.ReplayId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One replay: a row of the history, and its JSON.
 *
 * @param percent 0 to 100, never going back; 100 only when completed
 * @param processed how far it is in the log
 * @param total the position of the log's last event when it began
 * @param eventsPerSecond on average since it began
 * @param etaSeconds how long it will take from now on at that rate; {@code null} when that cannot be said
 * @param error the kind of failure, or {@code null}
 */
public record Replay(
        String id,
        String projection,
        State state,
        int percent,
        long processed,
        long total,
        long eventsPerSecond,
        @Nullable Long etaSeconds,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    /** Where it stands. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("failed")
        FAILED
    }

    static Replay begun(String projection, long total, Instant now) {
        return new Replay(ReplayId.next().value(), projection, State.RUNNING, 0, 0, total, 0, null, now, null, null);
    }

    /**
     * The same replay, a little later.
     *
     * @param position where the projection is now
     */
    Replay at(long position, @Nullable String failure, Instant now) {
        long done = Math.clamp(position, processed, Math.max(processed, total));
        double seconds = Math.max(0.001, Duration.between(startedAt, now).toMillis() / 1_000.0);
        long rate = Math.round(done / seconds);
        int hundredths = total == 0 ? 0 : (int) Math.min(99, done * 100 / total);
        return new Replay(
                id,
                projection,
                State.RUNNING,
                hundredths,
                done,
                total,
                rate,
                rate == 0 ? null : (total - done) / rate,
                startedAt,
                null,
                failure);
    }

    Replay completed(Instant now) {
        Replay last = at(total, null, now);
        return new Replay(
                id, projection, State.COMPLETED, 100, total, total, last.eventsPerSecond, 0L, startedAt, now, null);
    }

    Replay failed(String why, Instant now) {
        return new Replay(
                id, projection, State.FAILED, percent, processed, total, eventsPerSecond, null, startedAt, now, why);
    }
}
