package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scratchy.journeys.Eventually;
import java.lang.ProcessBuilder.Redirect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What one appender can do to all readers, and what it cannot. */
@Tag("soak")
class SlowAndDeadAppendersIT {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(SlowAndDeadAppendersIT.class);

    private static final String SCHEMA = "slow_and_dead";
    private static final LogNode NODE = LogNode.on(SCHEMA);

    /** How long something unrelated is held open. */
    private static final Duration HELD = Duration.ofSeconds(Long.getLong("stress.held-seconds", 5));

    private TrackingEventStream stream;

    @BeforeEach
    void follow() throws InterruptedException {
        stream = NODE.store().openStream(NODE.engine().createHeadToken());
        Latencies.of(20, NODE, stream);
    }

    @AfterEach
    void end() {
        stream.close();
    }

    @AfterAll
    static void leave_nothing() {
        NODE.closeAndDrop(SCHEMA);
    }

    @Test
    void an_appender_that_is_killed_before_its_commit_does_not_hold_the_others_up() throws Exception {
        Process appender = ChildJvm.start(KilledAppender.class, Redirect.INHERIT, LogNode.url(), SCHEMA);
        try {
            int session = Integer.parseInt(ChildJvm.awaitLine(appender, KilledAppender.APPENDED));
            String behind = NODE.append();
            assertThat(stream.hasNextAvailable(300, TimeUnit.MILLISECONDS)).isFalse();

            appender.destroyForcibly();
            Eventually.see(() -> assertThat(NODE.jdbc()
                            .queryForList("SELECT pid FROM pg_stat_activity WHERE pid = ?", Integer.class, session))
                    .isEmpty());

            long noticed = System.nanoTime();
            assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
            Duration stalled = Duration.ofNanos(System.nanoTime() - noticed);
            log.info("Went on {} ms after PostgreSQL had noticed", stalled.toMillis());
            assertThat(stalled).isLessThan(Duration.ofSeconds(1));
            assertThat(stream.nextAvailable().getIdentifier()).isEqualTo(behind);
            assertThat(stream.hasNextAvailable(300, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            appender.destroyForcibly();
        }
    }

    @Test
    void a_transaction_that_writes_something_else_holds_nobody_up() throws Exception {
        List<Duration> latencies = new ArrayList<>();
        try (Connection unrelated = Sessions.begin(NODE);
                var statement = unrelated.createStatement()) {
            // Somebody else's: those of the pool are ended when they do nothing for 30 s.
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            statement.executeUpdate(
                    "INSERT INTO username_reservation (username, user_id) VALUES ('unrelated', 'unrelated')");
            long end = System.nanoTime() + HELD.toNanos();
            while (System.nanoTime() < end) {
                latencies.add(Latencies.once(NODE, stream));
            }
            unrelated.rollback();
        }

        var measured = new Latencies(latencies);
        log.info("Beside an open transaction: {}", measured);
        assertThat(measured.percentile(50)).isLessThan(Duration.ofMillis(100));
        assertThat(measured.percentile(99)).isLessThan(Duration.ofMillis(500));
        assertThat(measured.percentile(100)).isLessThan(HELD.dividedBy(2));
    }

    @Test
    void an_appender_that_stays_open_stalls_what_is_behind_it_is_named_in_a_warning_and_delays_nothing_for_ever()
            throws Exception {
        var warnings = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(HeldMark.class);
        warnings.start();
        logger.addAppender(warnings);
        try (Connection open = Sessions.begin(NODE)) {
            // A transaction without a registration yet does not stall what is appended now.
            assertThat(Latencies.once(NODE, stream)).isLessThan(Duration.ofSeconds(2));

            Sessions.insert(open, 1);
            List<String> behind = List.of(NODE.append(), NODE.append(), NODE.append());
            Eventually.see(Duration.ofSeconds(20), () -> {
                assertThat(warnings.list)
                        .extracting(ILoggingEvent::getFormattedMessage)
                        .hasSize(1)
                        .allSatisfy(line -> assertThat(line).endsWith("server process " + Sessions.process(open)));
                assertThat(NODE.gauge("scratchy.log.mark.age")).isGreaterThan(5);
            });
            assertThat(stream.hasNextAvailable()).isFalse();
            open.commit();

            String first = stream.nextAvailable().getIdentifier();
            List<String> rest = new ArrayList<>();
            for (String ignored : behind) {
                rest.add(stream.nextAvailable().getIdentifier());
            }
            assertThat(rest).isEqualTo(behind).doesNotContain(first);
            Eventually.see(() -> assertThat(NODE.gauge("scratchy.log.mark.age")).isZero());
        } finally {
            logger.detachAppender(warnings);
        }
    }

    /** The end of the other one is not announced: who is behind it has to look again by itself. */
    @Test
    void a_commit_behind_an_appender_that_ends_soon_is_seen_soon() throws SQLException, InterruptedException {
        List<Duration> latencies = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            try (Connection open = Sessions.begin(NODE)) {
                Sessions.insert(open, 1);
                String behind = NODE.append();
                Sessions.stall(open, 0.03);
                open.commit();
                long committed = System.nanoTime();
                assertThat(stream.nextAvailable().getIdentifier()).isNotEqualTo(behind);
                assertThat(stream.nextAvailable().getIdentifier()).isEqualTo(behind);
                latencies.add(Duration.ofNanos(System.nanoTime() - committed));
            }
        }

        var measured = new Latencies(latencies);
        log.info("Behind an appender that ends soon: {}", measured);
        assertThat(measured.percentile(50)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void every_open_appender_is_waited_for_and_the_oldest_first() throws SQLException, InterruptedException {
        try (Connection first = Sessions.begin(NODE);
                Connection second = Sessions.begin(NODE)) {
            Sessions.insert(first, 1);
            Sessions.insert(second, 1);
            String behind = NODE.append();

            second.commit();
            assertThat(stream.hasNextAvailable(300, TimeUnit.MILLISECONDS)).isFalse();

            first.commit();
            long before = stream.nextAvailable().trackingToken().position().orElseThrow();
            assertThat(stream.nextAvailable().trackingToken().position()).hasValue(before + 1);
            assertThat(stream.nextAvailable().getIdentifier()).isEqualTo(behind);
        }
    }
}
