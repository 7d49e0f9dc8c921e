package dev.scratchy.shared.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.TrackingEventStream;

/** How long it takes from a commit on one node until another can read its event, in ascending order. */
record Latencies(List<Duration> ascending) {

    Latencies {
        ascending = ascending.stream().sorted().toList();
    }

    /** Commits one after the other, and follows each. */
    static Latencies of(int commits, LogNode writer, TrackingEventStream reader) throws InterruptedException {
        List<Duration> latencies = new ArrayList<>();
        for (int n = 0; n < commits; n++) {
            latencies.add(once(writer, reader));
        }
        return new Latencies(latencies);
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
        return ascending.get(Math.min(ascending.size() - 1, ascending.size() * percent / 100));
    }

    @Override
    public String toString() {
        return "%d commits, p50 %d ms, p99 %d ms, at most %d ms"
                .formatted(
                        ascending.size(),
                        percentile(50).toMillis(),
                        percentile(99).toMillis(),
                        percentile(100).toMillis());
    }
}
