package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running system takes the commands and writes the views; two further query nodes answer, and hear of both only through
 * PostgreSQL and Redis. The writers are the load: each writes as fast as it can and looks on one of the two nodes at once.
 */
@Tag("soak")
class OwnWritesOnOtherNodesJourneyTest {

    private static final Logger log = LoggerFactory.getLogger(OwnWritesOnOtherNodesJourneyTest.class);

    private static final int WRITERS = 8;
    private static final int WRITES = Integer.getInteger("stress.own-writes", 800) / WRITERS;
    private static final Duration BETWEEN_FAULTS = Duration.ofMillis(700);

    private static final Node ONE = Node.querySide();
    private static final Node OTHER = Node.querySide();

    private final Http anybody = RunningSystem.http();

    /** What became of the reads of one run. */
    private record Outcome(int right, int outdated, int unavailable, Percentiles command, Percentiles read) {}

    private record Percentiles(Duration p50, Duration p99) {

        static Percentiles of(ConcurrentLinkedQueue<Duration> all) {
            List<Duration> sorted = all.stream().sorted().toList();
            return new Percentiles(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100));
        }

        @Override
        public String toString() {
            return "p50 %.1f ms, p99 %.1f ms".formatted(p50.toNanos() / 1e6, p99.toNanos() / 1e6);
        }
    }

    @AfterAll
    static void stop() {
        ONE.close();
        OTHER.close();
    }

    @Test
    void with_tokens_nobody_ever_misses_an_own_write_and_without_them_many_do() throws Exception {
        Outcome without = run(false);
        Outcome with = run(true);

        log.info("Without tokens: {}", without);
        log.info("With tokens: {}", with);
        assertThat(without.outdated()).as("or this test could not fail").isPositive();
        assertThat(with.outdated()).isZero();
        assertThat(with.unavailable()).isZero();
        assertThat(with.right()).isEqualTo(WRITERS * WRITES);
    }

    @Test
    void not_even_while_redis_hangs_and_loses_its_connections() throws Exception {
        var faults = new AtomicInteger();
        Thread faulty = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    Thread.sleep(BETWEEN_FAULTS);
                    if (faults.incrementAndGet() % 3 == 0) {
                        RunningSystem.pauseRedis();
                    } else {
                        RunningSystem.cutRedisConnections();
                    }
                }
            } catch (InterruptedException enough) {
                log.info("{} faults", faults);
            }
        });

        Outcome outcome;
        try {
            outcome = run(true);
        } finally {
            faulty.interrupt();
            faulty.join();
        }

        log.info("With tokens and faults of Redis: {}", outcome);
        assertThat(faults).hasPositiveValue();
        assertThat(outcome.outdated()).isZero();
        assertThat(outcome.unavailable()).isLessThan(outcome.right());
    }

    private Outcome run(boolean tokens) throws Exception {
        var right = new AtomicInteger();
        var outdated = new AtomicInteger();
        var unavailable = new AtomicInteger();
        var commands = new ConcurrentLinkedQueue<Duration>();
        var reads = new ConcurrentLinkedQueue<Duration>();
        AtOnce.atOnce(WRITERS, writer -> {
            Http ada = anybody.as(Names.unique("ada"), "author");
            String post = "/api/v1/posts/" + ada.draft("Begun by " + writer);
            List<Http> nodes = List.of(ONE.http(ada.token()), OTHER.http(ada.token()));
            Eventually.see(() -> assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.get(post).status()).isEqualTo(200)));
            for (int n = 0; n < WRITES; n++) {
                String title = "Title " + n + " of " + writer;
                long begin = System.nanoTime();
                Answer written = ada.patch(post, Map.of("title", title));
                long between = System.nanoTime();
                assertThat(written.status()).isEqualTo(200);
                Http node = nodes.get((n + writer) % 2);
                Answer read = tokens
                        ? node.get(post, "consistency-token", written.header("consistency-token"), "prefer", "wait=10")
                        : node.get(post);
                reads.add(Duration.ofNanos(System.nanoTime() - between));
                commands.add(Duration.ofNanos(between - begin));
                if (read.status() == 503) {
                    unavailable.incrementAndGet();
                } else if (read.text("title").equals(title)) {
                    right.incrementAndGet();
                } else {
                    outdated.incrementAndGet();
                    log.debug("{} instead of {}", read.raw().body(), title);
                }
            }
            return writer;
        });
        return new Outcome(
                right.get(), outdated.get(), unavailable.get(), Percentiles.of(commands), Percentiles.of(reads));
    }
}
