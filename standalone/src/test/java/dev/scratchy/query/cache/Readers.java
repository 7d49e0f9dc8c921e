package dev.scratchy.query.cache;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Some who read one fact from one node all the time, and write down what they get. */
final class Readers implements AutoCloseable {

    private static final int COUNT = 2;
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final Fact fact;
    private final OwnNode node;
    private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private record Read(
            long begin, long end, long version, @Nullable RuntimeException failure) {}

    Readers(Fact fact, OwnNode node) {
        this.fact = fact;
        this.node = node;
        for (int n = 0; n < COUNT; n++) {
            threads.add(Thread.startVirtualThread(this::run));
        }
    }

    private void run() {
        while (!closed) {
            long begin = System.nanoTime();
            try {
                long version = node.read(fact.name());
                reads.add(new Read(begin, System.nanoTime(), version, null));
            } catch (RuntimeException failure) {
                reads.add(new Read(begin, System.nanoTime(), 0, failure));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    long count() {
        return reads.size();
    }

    List<RuntimeException> failures() {
        return reads.stream().flatMap(read -> Stream.ofNullable(read.failure)).toList();
    }

    /** Those that began after a newer version than theirs was acknowledged. */
    long outdated() {
        return reads.stream()
                .filter(read -> read.failure == null && fact.isOutdated(read.version, read.begin))
                .count();
    }

    /** For each version that was read too late: how long after the next one's commit it was still given by a read that began after it. */
    Map<Long, Duration> staleness() {
        Map<Long, Duration> longest = new TreeMap<>();
        for (Read read : reads) {
            long superseded = fact.supersededAt(read.version);
            if (read.failure == null && superseded < read.begin) {
                longest.merge(
                        read.version,
                        Duration.ofNanos(read.end - superseded),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        return longest;
    }

    Duration worstStaleness() {
        return staleness().values().stream().max(naturalOrder()).orElse(Duration.ZERO);
    }

    Duration slowest() {
        return reads.stream()
                .map(read -> Duration.ofNanos(read.end - read.begin))
                .max(naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public String toString() {
        return "%d reads, slowest %d ms, %d outdated, %d failed, worst staleness %d ms"
                .formatted(
                        count(),
                        slowest().toMillis(),
                        outdated(),
                        failures().size(),
                        worstStaleness().toMillis());
    }

    /** From now on there are no more reads, and it can be said what they were like. */
    void stop() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
