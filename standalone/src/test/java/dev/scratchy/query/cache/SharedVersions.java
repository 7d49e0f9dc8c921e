package dev.scratchy.query.cache;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What all processes know of the items, in a file that they map into their memory, so that it is known to the others at once
 * and outlives whoever wrote it. Each number takes a cache line of its own.
 */
final class SharedVersions {

    private static final VarHandle NUMBER = ValueLayout.JAVA_LONG.varHandle();
    private static final long LINE = 64;

    /** What is known of an item's version; each only ever rises. */
    enum Known {
        /** It is in the database: the writer's commit has returned. */
        COMMITTED,
        /** An invalidation that was sent after its commit has been acknowledged: nobody may read an older one. */
        ACKNOWLEDGED,
        /** It has been in the database for {@link StaleReadChecker#LATEST}: nobody may read an older one, acknowledged or not. */
        OVERDUE
    }

    /** What has happened, on all nodes together. */
    enum Count {
        READS,
        /** Answered with less than {@link Known#ACKNOWLEDGED} demanded. */
        STALE_READS,
        /** Answered with less than {@link Known#OVERDUE} demanded. */
        LATE_READS,
        FAILED_READS,
        FAILED_WRITES,
        HITS,
        STALE_HITS,
        MISSES,
        WAITS,
        BYPASSES,
        DEDUPLICATED,
        LOADS,
        FAILED_LOADS,
        /** Acknowledged ones. */
        INVALIDATIONS,
        NOT_ACKNOWLEDGED,
        BREAKER_OPENED,
        NODES_STARTED,
        FAULTS
    }

    private static final List<Known> KNOWN = List.of(Known.values());
    private static final List<Count> COUNTS = List.of(Count.values());

    private final int items;
    private final MemorySegment memory;

    private SharedVersions(int items, MemorySegment memory) {
        this.items = items;
        this.memory = memory;
    }

    /** The numbers in a file, all zero when there is none yet. Mapped until the process ends. */
    static SharedVersions in(Path file, int items) throws IOException {
        long size = LINE * (COUNTS.size() + (long) KNOWN.size() * items);
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedVersions(items, channel.map(MapMode.READ_WRITE, 0, size, Arena.global()));
        }
    }

    int items() {
        return items;
    }

    long get(Known known, int item) {
        return (long) NUMBER.getAcquire(memory, at(known, item));
    }

    void raise(Known known, int item, long version) {
        long offset = at(known, item);
        long there = (long) NUMBER.getAcquire(memory, offset);
        while (there < version && !NUMBER.compareAndSet(memory, offset, there, version)) {
            there = (long) NUMBER.getAcquire(memory, offset);
        }
    }

    long get(Count count) {
        return (long) NUMBER.getAcquire(memory, at(count));
    }

    void add(Count count) {
        NUMBER.getAndAdd(memory, at(count), 1L);
    }

    private long at(Count count) {
        return LINE * COUNTS.indexOf(count);
    }

    private long at(Known known, int item) {
        return LINE * (COUNTS.size() + (long) KNOWN.indexOf(known) * items + item);
    }
}
