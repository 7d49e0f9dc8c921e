package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    private static final int WRITES = Integer.getInteger("stress.own-writes", 800);

    /** While nodes wait for each other, which takes its time. */
    private static final int WITH_FAULTS = Math.min(WRITES * 3 / 8, 1_600);

    private final RedisClient redis =
            RedisClient.create(String.valueOf(RunningSystem.servers().get("REDIS_URL")));
    private final RedisCommands<String, String> commands = redis.connect().sync();
    private final Set<Long> before = connections();
    private final Node one = Node.querySide();
    private final Node other = Node.querySide();
    private final Set<Long> ofTheNodes = connections();

    private final Http anybody = RunningSystem.http();

    /** What became of the reads of one run. */
    private record Outcome(int right, int outdated, int unavailable, Percentiles write, Percentiles read) {}

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

    @BeforeEach
    void tell_whose_connections_are_whose() {
        ofTheNodes.removeAll(before);
        assertThat(ofTheNodes).hasSizeGreaterThanOrEqualTo(2);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        redis.shutdown();
    }

    private Set<Long> connections() {
        return Pattern.compile("(?m)^id=(\\d+) ")
                .matcher(commands.clientList())
                .results()
                .map(id -> Long.valueOf(id.group(1)))
                .collect(Collectors.toSet());
    }

    /** So that the node that writes the views cannot tell Redis what is invalid, while the others believe in it. */
    private void cutOffTheWriterOfTheViews() {
        Set<Long> others = connections();
        others.removeAll(ofTheNodes);
        others.remove(commands.clientId());
        others.forEach(id -> commands.clientKill(KillArgs.Builder.id(id)));
    }

    @Test
    void with_tokens_nobody_ever_misses_an_own_write_and_without_them_many_do() throws Exception {
        Outcome without = run(WRITERS, WRITES, false);
        Outcome with = run(WRITERS, WRITES, true);

        log.info("Without tokens: {}", without);
        log.info("With tokens: {}", with);
        assertThat(without.outdated()).as("or this test could not fail").isPositive();
        assertThat(with.outdated()).isZero();
        assertThat(with.unavailable()).isZero();
        assertThat(with.right()).isEqualTo(WRITES);
    }

    @Test
    void not_even_while_redis_hangs_and_loses_its_connections() throws Exception {
        Outcome outcome = runWithFaults(WRITERS, Duration.ofMillis(700), number -> {
            if (number % 3 == 1) {
                RunningSystem.pauseRedis();
            } else {
                RunningSystem.cutRedisConnections();
            }
        });

        assertThat(outcome.outdated()).isZero();
        assertThat(outcome.unavailable()).isLessThan(outcome.right());
    }

    @Test
    void not_even_while_the_node_that_writes_the_views_loses_redis_and_the_others_do_not() throws Exception {
        Outcome outcome = runWithFaults(
                // Few, so that they are quicker than whoever delivers what was not.
                2, Duration.ofMillis(150), number -> cutOffTheWriterOfTheViews());

        assertThat(outcome.outdated()).isZero();
        assertThat(outcome.unavailable()).isLessThan(outcome.right());
        // The nodes have kept theirs, else they would have asked PostgreSQL and this test could not fail.
        assertThat(connections()).containsAll(ofTheNodes);
    }

    private Outcome runWithFaults(int writers, Duration between, IntConsumer fault) throws Exception {
        var faults = new AtomicInteger();
        Thread faulty = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    fault.accept(faults.incrementAndGet());
                    Thread.sleep(between);
                }
            } catch (InterruptedException enough) {
                log.info("{} faults", faults);
            }
        });
        try {
            Outcome outcome = run(writers, WITH_FAULTS, true);
            log.info("With tokens and faults of Redis: {}", outcome);
            assertThat(faults).hasPositiveValue();
            return outcome;
        } finally {
            faulty.interrupt();
            faulty.join();
        }
    }

    private Outcome run(int writers, int writes, boolean tokens) throws Exception {
        var right = new AtomicInteger();
        var outdated = new AtomicInteger();
        var unavailable = new AtomicInteger();
        var durations = new ConcurrentLinkedQueue<Duration>();
        var reads = new ConcurrentLinkedQueue<Duration>();
        AtOnce.atOnce(writers, writer -> {
            Http ada = anybody.as(Names.unique("ada"), "author");
            String post = "/api/v1/posts/" + ada.draft("Begun by " + writer);
            List<Http> nodes = List.of(one.http(ada.token()), other.http(ada.token()));
            Eventually.see(() -> assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.get(post).status()).isEqualTo(200)));
            for (int n = 0; n < writes / writers; n++) {
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
                durations.add(Duration.ofNanos(between - begin));
                if (read.status() == 503) {
                    unavailable.incrementAndGet();
                } else if (read.text("title").equals(title)) {
                    right.incrementAndGet();
                } else {
                    outdated.incrementAndGet();
                    log.debug("{} {} instead of {}", read.status(), read.raw().body(), title);
                }
            }
            return writer;
        });
        return new Outcome(
                right.get(), outdated.get(), unavailable.get(), Percentiles.of(durations), Percentiles.of(reads));
    }
}
