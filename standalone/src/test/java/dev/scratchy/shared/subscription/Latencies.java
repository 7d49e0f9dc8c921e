package dev.scratchy.shared.subscription;

import java.time.Duration;
import java.util.Arrays;
import org.axonframework.eventhandling.TrackingEventStream;

/** How long it takes from a commit on one node until another can read its event, in ascending order. */
record Latencies(long[] nanos) {

    /** Commits one after the other, and follows each. */
    static Latencies of(int commits, LogNode writer, TrackingEventStream reader) throws InterruptedException {
        long[] nanos = new long[commits];
        for (int n = 0; n < commits; n++) {
            nanos[n] = once(writer, reader).toNanos();
        }
        Arrays.sort(nanos);
        return new Latencies(nanos);
    }

    /** Commits, and waits until that is read. */
    static Duration once(LogNode writer, TrackingEventStream reader) throws InterruptedException {
        String id = writer.append();
        long committed = System.nanoTime();
        while (!reader.nextAvailable().getIdentifier().equals(id)) {
            // Something older.
        }
        return Duration.ofNanos(System.nanoTime() - committed);
    }

    Duration percentile(int percent) {
        return Duration.ofNanos(nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)]);
    }

    @Override
    public String toString() {
        return "%d commits, p50 %d ms, p99 %d ms, at most %d ms"
                .formatted(
                        nanos.length,
                        percentile(50).toMillis(),
                        percentile(99).toMillis(),
                        percentile(100).toMillis());
    }
}
