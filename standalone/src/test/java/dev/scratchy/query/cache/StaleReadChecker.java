package dev.scratchy.query.cache;

import dev.scratchy.query.cache.SharedVersions.Count;
import dev.scratchy.query.cache.SharedVersions.Known;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that nobody reads what is too old, while two nodes read and write and everything that can fail does. There are two
 * rules, and each reader ({@link CheckedNode}) takes down what they demand before it asks the cache:
 *
 * <ul>
 *   <li>A read is <em>stale</em> when its version is older than one that an acknowledged invalidation was for. The guarantee.
 *   <li>A read is <em>late</em> when its version is older than what was in the database {@link #LATEST} ago, acknowledged or
 *       not. Without this rule a cache could be right by never acknowledging anything.
 * </ul>
 *
 * <p>No clocks are compared: what is demanded are numbers in memory that all processes share ({@link SharedVersions}).
 */
final class StaleReadChecker {

    private static final Logger log = LoggerFactory.getLogger(StaleReadChecker.class);

    /** Ten times what a node waits for an overdue invalidation before it does without Redis. */
    static final Duration LATEST = Duration.ofSeconds(2);

    private final long seed = Long.getLong("stress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();
    private final Set<Fault> faults;
    private final Duration between;

    /**
     * With these faults and no others.
     *
     * @param between how long there is none after each, on average: the nodes read most when nothing fails
     */
    StaleReadChecker(Set<Fault> faults, Duration between) {
        this.faults = faults;
        this.between = between;
    }

    /** What was in the database, at that time at the latest. */
    private record Snapshot(long at, List<Long> versions) {}

    /** What was seen. */
    record Result(SharedVersions versions, Duration took, String text) {

        long count(Count count) {
            return versions.get(count);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Lets everything happen until it is enough, or for as long as it may take; faults go round in any order. */
    Result check(Mutant mutant, Predicate<SharedVersions> enough, Duration longest)
            throws IOException, InterruptedException {
        try (var system = CheckedSystem.start(mutant);
                var clock = Executors.newSingleThreadScheduledExecutor()) {
            long began = System.nanoTime();
            Future<?> publishing =
                    clock.scheduleWithFixedDelay(() -> publishOverdue(system), 0, 100, TimeUnit.MILLISECONDS);
            SharedVersions versions = system.versions();
            List<Fault> round = new ArrayList<>();
            while (!enough.test(versions) && System.nanoTime() - began < longest.toNanos()) {
                if (round.isEmpty()) {
                    round.addAll(faults);
                    Collections.shuffle(round, random);
                }
                round.removeLast().strike(system, random);
                versions.add(Count.FAULTS);
                Thread.sleep(random.nextLong(2 * between.toMillis()));
                if (!system.isAlive() || publishing.isDone()) {
                    throw new IllegalStateException(
                            "A process or what publishes the overdue versions has ended by itself");
                }
            }
            publishing.cancel(true);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            var result = new Result(versions, took, text(mutant, versions, took));
            log.info("{}", result);
            return result;
        }
    }

    private void publishOverdue(CheckedSystem system) {
        List<Long> committed = system.items().versions();
        // The time is taken afterwards: they were committed by then, and perhaps not long before.
        snapshots.add(new Snapshot(System.nanoTime(), committed));
        while (!snapshots.isEmpty() && System.nanoTime() - snapshots.getFirst().at() > LATEST.toNanos()) {
            List<Long> overdue = snapshots.removeFirst().versions();
            for (int item = 0; item < overdue.size(); item++) {
                system.versions().raise(Known.OVERDUE, item, overdue.get(item));
            }
        }
    }

    private String text(Mutant mutant, SharedVersions versions, Duration took) {
        long reads = versions.get(Count.READS);
        // What is wrong may have been seen before the first millisecond was over.
        long millis = Math.max(1, took.toMillis());
        return "%s, seed %d: %,d ms, %,d reads/s, %.1f %% of them loads; %s"
                .formatted(
                        mutant,
                        seed,
                        millis,
                        1000 * reads / millis,
                        100.0 * versions.get(Count.LOADS) / Math.max(1, reads),
                        Arrays.stream(Count.values())
                                .map(count ->
                                        count.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                                + " %,d".formatted(versions.get(count)))
                                .collect(Collectors.joining(", ")));
    }
}
