package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.subscription.FollowingJvm.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many writers, and readers in this and in other processes, who must see each event once and in the order of positions. Prints
 * its seed; {@code -Dstress.seed=7 -Dstress.events=500} gives it another.
 */
@Tag("soak")
class EventLogStressIT {

    private static final Logger log = LoggerFactory.getLogger(EventLogStressIT.class);

    private static final String SCHEMA = "stress";

    private static final int EVENTS = Integer.getInteger("stress.events", 4_000);

    /** Fewer will do to be missed. */
    private static final int EVENTS_FOR_THE_NAIVE = 3_000;

    /** How long after the last commit a reader may take, on a machine that does other things too. */
    private static final Duration LATEST = Duration.ofMinutes(1);

    private final long seed = Long.getLong("stress.seed", System.nanoTime());
    private final LogNode node = new LogNode(LogNode.url(), SCHEMA, 70);

    @AfterEach
    void leave_nothing() {
        node.closeAndDrop(SCHEMA);
    }

    @Test
    void readers_on_every_node_miss_nothing_and_see_nothing_twice_in_strict_order(@TempDir Path directory)
            throws Exception {
        log.info("-Dstress.seed={} -Dstress.events={}", seed, EVENTS);
        try (FollowingJvm streaming = follow(Kind.STREAM, directory);
                FollowingJvm processing = follow(Kind.PROCESSOR, directory);
                TrackingEventStream here = node.store().openStream(null)) {
            CompletableFuture<List<Seen>> hereSeen = CompletableFuture.supplyAsync(() -> readToTheLast(here));
            streaming.awaitReady();
            processing.awaitReady();

            long begin = System.nanoTime();
            new Writers(node).append(EVENTS, seed);
            node.append(LogNode.events(FollowingJvm.LAST, 1), transaction -> {}, transaction -> {});
            Duration took = Duration.ofNanos(System.nanoTime() - begin);

            List<Seen> there = Seen.inTheTable(node.jdbc());
            log.info(
                    "{} events and {} positions in {}",
                    there.size(),
                    there.getLast().position(),
                    took);
            assertThat(there).hasSizeGreaterThan(EVENTS * 9 / 10);
            assertThat(Seen.Difference.between(there, hereSeen.get(LATEST.toSeconds(), TimeUnit.SECONDS)))
                    .isEqualTo(Seen.Difference.NONE);
            assertThat(Seen.Difference.between(there, streaming.seen(LATEST))).isEqualTo(Seen.Difference.NONE);
            assertThat(Seen.Difference.between(there, processing.seen(LATEST))).isEqualTo(Seen.Difference.NONE);
        }
    }

    @Test
    void a_reader_that_asks_for_what_is_above_the_last_position_misses_events() throws Exception {
        log.info("-Dstress.seed={}", seed);
        var naive = new NaiveReader(node.jdbc());
        CompletableFuture<Void> reading = CompletableFuture.runAsync(naive);

        new Writers(node).append(EVENTS_FOR_THE_NAIVE, seed);
        node.append(LogNode.events(FollowingJvm.LAST, 1), transaction -> {}, transaction -> {});

        reading.get(LATEST.toSeconds(), TimeUnit.SECONDS);
        List<Seen> there = Seen.inTheTable(node.jdbc());
        Seen.Difference difference = Seen.Difference.between(there, naive.seen());
        log.info("{} of {} missed", difference.missed(), there.size());
        assertThat(difference.missed()).isPositive();
    }

    private static FollowingJvm follow(Kind kind, Path directory) throws IOException {
        return FollowingJvm.start(kind, LogNode.url(), SCHEMA, Files.createTempFile(directory, kind.name(), ".seen"));
    }

    private static List<Seen> readToTheLast(TrackingEventStream stream) {
        List<Seen> seen = new ArrayList<>();
        TrackedEventMessage<?> event;
        do {
            event = FollowingJvm.next(stream);
            seen.add(Seen.of(event));
        } while (!FollowingJvm.isLast(event));
        return seen;
    }
}
