package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.query.cache.Cache.Settings;
import dev.scratchy.query.cache.CacheReport.Breaker;
import dev.scratchy.shared.database.TemporaryLog;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever Redis does, every read on every node is answered, and by nothing that is older than what was acknowledged before it;
 * and soon after Redis is well again it is used again.
 */
class RedisFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(RedisFaultsIT.class);

    private static final TemporaryLog LOG = TemporaryLog.create("redis_faults");
    private static final Settings SETTINGS = new Settings(Duration.ofMillis(100), 1_000_000, 0);

    private static final Duration WORST_STALENESS = Duration.ofMillis(250);
    private static final Duration RECOVERY = Duration.ofSeconds(2);

    private static final int CHANGES = 12;
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(15);

    /** A read that is under way when its connection ends may have got the lease, and nobody fills the key until that is over. */
    private static final Duration RECOVERY_OF_A_KEY = RedisLink.LEASE_TIME.plusSeconds(1);

    private final Fact fact = Fact.named(UUID.randomUUID().toString(), LOG.pool());
    /** Nobody reads it during a fault. */
    private final Fact probe = Fact.named(UUID.randomUUID().toString(), LOG.pool());

    private OwnRedis redis;
    private Wire wire;
    /** Behind the wire. */
    private OwnNode behind;

    private OwnNode direct;

    @BeforeEach
    void start() {
        redis = OwnRedis.start();
        wire = Wire.to(redis.port());
        behind = node(wire.port());
        direct = node(redis.port());
        bothHit(RECOVERY, fact);
    }

    private static OwnNode node(int redis) {
        return OwnNode.on(redis, LOG.pool(), SETTINGS, name -> Fact.load(LOG.pool(), name));
    }

    @AfterEach
    void end() {
        direct.close();
        behind.close();
        wire.close();
        redis.close();
        LOG.jdbc().execute("TRUNCATE cache_invalidation");
    }

    @AfterAll
    static void leave_nothing() {
        LOG.close();
    }

    @Test
    void redis_hangs() {
        survives(redis::pause, step -> {}, redis::goOn);
    }

    @Test
    void redis_is_killed() {
        survives(redis::kill, step -> {}, redis::restart);
    }

    @Test
    void redis_is_restarted_empty_again_and_again() {
        survives(
                redis::restart,
                step -> {
                    if (step % 5 == 4) {
                        redis.restart();
                    }
                },
                () -> {});
    }

    @Test
    void everything_in_redis_is_deleted_again_and_again() {
        survives(() -> {}, step -> redis.ask(commands -> commands.flushall()), () -> {});
    }

    @Test
    void one_node_is_cut_off() {
        survives(wire::cut, step -> {}, wire::mend);
    }

    @Test
    void nothing_gets_through_to_one_node() {
        survives(wire::freeze, step -> {}, wire::mend);
    }

    @Test
    void redis_is_out_of_memory() {
        survives(() -> memory(false), step -> {}, () -> memory(true));
        assertThat(fact.acknowledgements())
                .as("refusing is no reason not to acknowledge")
                .isGreaterThan(CHANGES / 2);
    }

    @Test
    void redis_is_out_of_memory_now_and_then() {
        survives(() -> memory(false), step -> memory(step % 3 == 0), () -> memory(true));
    }

    /** As one that is full: what takes memory is refused, what gives it back is not. */
    private void memory(boolean enough) {
        redis.ask(commands -> commands.configSet("maxmemory", enough ? "0" : "1"));
    }

    private interface Step {
        void take(int number);
    }

    /** While there are changes on both nodes, before a fault, during it, and after. */
    private void survives(Runnable fault, Step during, Runnable recovery) {
        try (var stalls = Stalls.watched();
                var one = new Readers(fact, behind);
                var other = new Readers(fact, direct)) {
            changes(step -> {});
            fault.run();
            changes(during);
            long before = one.count();
            long beforeOther = other.count();
            Eventually.see(() -> assertThat(Math.min(one.count() - before, other.count() - beforeOther))
                    .isGreaterThan(10));
            long recovering = System.nanoTime();
            recovery.run();
            bothHit(RECOVERY, probe);
            log.info("Used again after {} ms", since(recovering));
            bothHit(RECOVERY_OF_A_KEY, fact);
            log.info("Used again for what was read all the time after {} ms", since(recovering));
            changes(step -> {});
            long changed = System.nanoTime();
            Eventually.see(() -> assertThat(List.of(behind.read(fact.name()), direct.read(fact.name())))
                    .containsOnly(fact.current()));
            assertThat(since(changed))
                    .as("%s", stalls)
                    .isLessThanOrEqualTo(stalls.added(WORST_STALENESS).toMillis());
            one.stop();
            other.stop();
            log.info("Behind the wire: {}", one);
            log.info("Directly: {}", other);
            for (Readers readers : List.of(one, other)) {
                assertThat(readers.failures()).isEmpty();
                assertThat(readers.outdated()).isZero();
                assertThat(readers.worstStaleness())
                        .as("%s", stalls)
                        .isLessThanOrEqualTo(stalls.added(WORST_STALENESS));
            }
        }
    }

    private void changes(Step afterEach) {
        for (int n = 0; n < CHANGES; n++) {
            fact.change(n % 2 == 0 ? behind : direct);
            afterEach.take(n);
            LockSupport.parkNanos(BETWEEN_CHANGES.toNanos());
        }
    }

    private void bothHit(Duration soon, Fact asked) {
        for (OwnNode node : List.of(behind, direct)) {
            long hits = node.hits(asked.name());
            Eventually.see(soon, () -> {
                node.read(asked.name());
                assertThat(node.cache().report().breaker()).isEqualTo(Breaker.CLOSED);
                assertThat(node.hits(asked.name())).isGreaterThan(hits + 2);
            });
        }
    }

    private static long since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
