package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.cache.Cache.Settings;
import dev.scratchy.query.cache.DyingNode.Kind;
import dev.scratchy.shared.database.TemporaryLog;
import dev.scratchy.shared.subscription.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What very many readers of something that is not in the cache cost the database. */
class ColdReadIT {

    private static final Logger log = LoggerFactory.getLogger(ColdReadIT.class);

    private static final TemporaryLog LOG = TemporaryLog.create("cold_reads");
    private static final Settings PATIENT = new Settings(Duration.ofSeconds(1), 1_000_000, 0);

    private static final int READERS = 10_000;
    private static final Duration LOAD = Duration.ofMillis(100);
    private static final Duration LEASE = RedisLink.LEASE_TIME;

    /** How long somebody waits for another's load. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    /** The pause between two looks, and threads that wait for a processor. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final AtomicInteger loads = new AtomicInteger();
    private final Stalls stalls = Stalls.watched();
    private OwnRedis redis;
    private List<OwnNode> nodes;

    private record Answered(long version, Duration after) {}

    @BeforeEach
    void start() {
        redis = OwnRedis.start();
        nodes = List.of(node(), node());
    }

    private OwnNode node() {
        return OwnNode.on(redis.port(), LOG.pool(), PATIENT, name -> {
            LockSupport.parkNanos(LOAD.toNanos());
            return Optional.of(1_000L + loads.incrementAndGet());
        });
    }

    @AfterEach
    void end() {
        nodes.forEach(OwnNode::close);
        redis.close();
        stalls.close();
    }

    @AfterAll
    static void leave_nothing() {
        LOG.close();
    }

    @Test
    void ten_thousand_cold_reads_on_two_nodes_are_one_load() throws Exception {
        readAtOnce(READERS, "warms the machine up");

        for (String name : List.of("one", "another", "a third")) {
            loads.set(0);
            List<Answered> answers = readAtOnce(READERS, name);

            // Who has waited so long loads what is not kept: on each node once, for all of them.
            boolean nobodyHadEnough = slowest(answers) < LONGEST_WAIT.toMillis();
            assertThat(loads).hasValueBetween(1, nobodyHadEnough ? 1 : 1 + nodes.size());
            assertThat(answers)
                    .hasSize(READERS)
                    .allSatisfy(answer -> assertThat(answer.version()).isBetween(1_001L, 1_000L + loads.get()));
            log.info(
                    "{} cold reads: {} load of {} ms, slowest answer {} ms",
                    READERS,
                    loads,
                    LOAD.toMillis(),
                    slowest(answers));
        }
    }

    @Test
    void who_waits_for_a_node_that_was_killed_while_it_loaded_is_answered_soon_and_it_is_loaded_once_more()
            throws Exception {
        readAtOnce(100, "warms the machine up");
        loads.set(0);
        long leased = killWhileLoading("killed");

        List<Answered> answers = readAtOnce(100, "killed");
        log.info("After the kill: {} loads, slowest answer {} ms, {}", loads, slowest(answers), stalls);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.after())
                        .as("%s", stalls)
                        .isLessThan(stalls.added(LONGEST_WAIT.plus(LOAD).plus(BETWEEN))));
        // Not kept, so nobody else has them: one on each node.
        assertThat(loads).hasValue(nodes.size());

        // Whoever asks next inherits the lease when it has run out, and keeps what it loads.
        long misses = misses();
        while (misses() == misses) {
            assertThat(nodes.getFirst().read("killed")).isEqualTo(1_000 + loads.get());
        }
        Duration kept = Duration.ofNanos(System.nanoTime() - leased);
        log.info("Kept {} ms after the lease was given, by load {}", kept.toMillis(), loads);
        assertThat(kept)
                .as("%s", stalls)
                .isLessThan(stalls.added(LEASE.plus(LOAD).plus(LONGEST_WAIT).plus(BETWEEN)));
        assertThat(misses()).isEqualTo(misses + 1);

        int last = loads.get();
        assertThat(readAtOnce(1_000, "killed"))
                .allSatisfy(answer -> assertThat(answer.version()).isEqualTo(1_000 + last));
        assertThat(loads).hasValue(last);
    }

    /** Answers when it has had its lease at the latest, by {@link System#nanoTime}. */
    private long killWhileLoading(String name) throws IOException, InterruptedException {
        Process other = DyingNode.start(Kind.LOADING, redis.port(), LOG.pool(), name);
        try {
            ChildJvm.awaitLine(other, DyingNode.SAYS);
            return System.nanoTime();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private long misses() {
        return nodes.stream().mapToLong(node -> node.report().misses()).sum();
    }

    private List<Answered> readAtOnce(int readers, String name) throws InterruptedException, ExecutionException {
        var go = new CountDownLatch(1);
        List<Future<Answered>> pending = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < readers; n++) {
                OwnNode node = nodes.get(n % nodes.size());
                pending.add(threads.submit(() -> {
                    go.await();
                    long begin = System.nanoTime();
                    return new Answered(node.read(name), Duration.ofNanos(System.nanoTime() - begin));
                }));
            }
            go.countDown();
        }
        List<Answered> answers = new ArrayList<>();
        for (Future<Answered> answer : pending) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static long slowest(List<Answered> answers) {
        return answers.stream()
                .map(Answered::after)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toMillis();
    }
}
