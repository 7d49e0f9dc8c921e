package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.journeys.Eventually;
import dev.scratchy.query.cache.Cache.Settings;
import dev.scratchy.query.cache.CacheReport.Breaker;
import dev.scratchy.query.cache.DyingNode.Kind;
import dev.scratchy.shared.database.TemporaryLog;
import dev.scratchy.shared.subscription.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the other nodes see of changes whose node cannot tell Redis of them: how late, and that none is lost. */
class PartitionIT {

    private static final Logger log = LoggerFactory.getLogger(PartitionIT.class);

    private static final TemporaryLog LOG = TemporaryLog.create("partitions");
    private static final HikariDataSource DATABASE = LOG.pool();
    private static final Settings SETTINGS = new Settings(Duration.ofMillis(100), 1_000_000, 0);

    private static final Duration WORST_STALENESS = Duration.ofMillis(250);
    private static final int CHANGES = 20;

    private static final String MANY = """
            INSERT INTO cache_invalidation (reference_names)
            SELECT ARRAY['many:' || n]
            FROM generate_series(1, ?) AS n
            """;

    private static final String WAITING = "SELECT count(*) FROM cache_invalidation";

    private final Fact fact = Fact.named(UUID.randomUUID().toString(), DATABASE);
    private OwnRedis redis;
    private Wire wire;
    private OwnNode cutOff;
    private OwnNode other;

    @BeforeEach
    void start() {
        redis = OwnRedis.start();
        wire = Wire.to(redis.port());
        cutOff = node(wire.port());
        other = node(redis.port());
        Eventually.see(() -> {
            assertThat(cutOff.cache().report().breaker()).isEqualTo(Breaker.CLOSED);
            assertThat(other.cache().report().breaker()).isEqualTo(Breaker.CLOSED);
        });
    }

    private static OwnNode node(int redis) {
        return OwnNode.on(redis, DATABASE, SETTINGS, name -> Fact.load(DATABASE, name));
    }

    @AfterEach
    void end() {
        other.close();
        cutOff.close();
        wire.close();
        redis.close();
        LOG.jdbc().execute("TRUNCATE cache_invalidation");
    }

    @AfterAll
    static void leave_nothing() {
        LOG.close();
    }

    @Test
    void a_change_of_a_node_that_is_cut_off_is_seen_by_the_other_within_a_quarter_of_a_second() {
        wire.cut();
        assertSeenSoon("cut");
    }

    @Test
    void a_change_of_a_node_whose_connections_hang_is_seen_by_the_other_within_a_quarter_of_a_second() {
        wire.freeze();
        assertSeenSoon("frozen");
    }

    private void assertSeenSoon(String what) {
        try (var stalls = Stalls.watched();
                var readers = new Readers(fact, other)) {
            for (int n = 0; n < CHANGES; n++) {
                awaitHit();
                assertSees(fact.change(cutOff));
            }
            readers.stop();
            log.info(
                    "The wire is {}: {}; after the commits until (ms) {}",
                    what,
                    readers,
                    readers.staleness().values().stream()
                            .map(Duration::toMillis)
                            .sorted()
                            .toList());
            assertThat(fact.acknowledgements()).isZero();
            assertThat(readers.failures()).isEmpty();
            // Else the other was not answered from the cache at all, and this shows nothing.
            assertThat(readers.staleness()).hasSizeGreaterThan(CHANGES / 2);
            assertThat(readers.worstStaleness()).as("%s", stalls).isLessThanOrEqualTo(stalls.added(WORST_STALENESS));
        }
    }

    @Test
    void a_change_of_a_process_that_ends_between_commit_and_delivery_is_seen_within_a_quarter_of_a_second()
            throws IOException, InterruptedException {
        try (var stalls = Stalls.watched();
                var readers = new Readers(fact, other)) {
            Process dying = DyingNode.start(Kind.COMMITTED, redis.port(), DATABASE, fact.name());
            String at = ChildJvm.awaitLine(dying, DyingNode.SAYS);
            fact.committed(
                    1,
                    System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - Long.parseLong(at)));
            assertThat(dying.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertSees(1);
            readers.stop();
            log.info("The process is dead: {}", readers);
            assertThat(readers.staleness()).hasSize(1);
            assertThat(readers.worstStaleness()).as("%s", stalls).isLessThanOrEqualTo(stalls.added(WORST_STALENESS));
            assertThat(readers.failures()).isEmpty();
        }
    }

    @Test
    void very_many_that_wait_become_one_for_everything() {
        awaitHit();
        var delivered = new ConcurrentLinkedQueue<Collection<String>>();
        for (OwnNode node : List.of(cutOff, other)) {
            node.cache().listen(new CacheListener() {
                @Override
                public void invalidated(Collection<String> references, boolean acknowledged) {
                    delivered.add(references);
                }
            });
        }
        double floor = score("!floor");
        redis.pause();
        Eventually.see(() -> {
            other.read(fact.name());
            cutOff.read(fact.name());
            assertThat(other.cache().report().breaker()).isEqualTo(Breaker.OPEN);
            assertThat(cutOff.cache().report().breaker()).isEqualTo(Breaker.OPEN);
        });

        LOG.jdbc().update(MANY, 10_000);
        Eventually.see(() -> assertThat(waiting()).isEqualTo(1));
        redis.goOn();

        Eventually.see(() -> assertThat(waiting()).isZero());
        assertThat(score("!floor")).isGreaterThan(floor);
        long members = redis.ask(commands -> commands.zcard("{c}inv"));
        assertThat(members).isLessThan(10);
        assertThat(delivered)
                .isNotEmpty()
                .allSatisfy(references -> assertThat(references).containsExactly("*"));
        long loads = other.report().loads();
        other.read(fact.name());
        assertThat(other.report().loads()).isGreaterThan(loads);
    }

    private void awaitHit() {
        long hits = other.hits(fact.name());
        Eventually.see(() -> {
            other.read(fact.name());
            assertThat(other.hits(fact.name())).isGreaterThan(hits);
        });
    }

    private void assertSees(long version) {
        long latest = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (other.read(fact.name()) < version && System.nanoTime() < latest) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        assertThat(other.read(fact.name())).isEqualTo(version);
    }

    private long waiting() {
        return Objects.requireNonNull(LOG.jdbc().queryForObject(WAITING, Long.class));
    }

    private double score(String member) {
        return redis.ask(commands -> commands.zscore("{c}inv", member));
    }
}
