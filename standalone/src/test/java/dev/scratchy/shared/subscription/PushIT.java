package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.shared.database.NotificationListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A commit on one node wakes the readers of another, and a connection that is cut costs no more than the safety poll. */
class PushIT {

    private static final Logger log = LoggerFactory.getLogger(PushIT.class);

    private static final String SCHEMA = "push";
    private static final LogNode WRITER = LogNode.on(SCHEMA);
    private static final LogNode READER = LogNode.on(SCHEMA);

    /** Who reads an event and commits the next would wait for the whole safety poll each time, if there were only that. */
    private static final Duration SOONER_THAN_BY_POLLING = Duration.ofMillis(100);

    /** The safety poll's 200 ms, and as much again for a machine that does other things too. */
    private static final Duration BY_POLLING = Duration.ofMillis(400);

    private static final String PIDS =
            "SELECT pid FROM pg_stat_activity WHERE query = ? AND backend_type = 'client backend'";
    private static final String LISTENING = "LISTEN \"push_log\"";
    private static final String NOTIFYING = "SELECT pg_notify($1, $2)";

    private TrackingEventStream stream;

    @BeforeEach
    void follow() throws InterruptedException {
        stream = READER.store().openStream(READER.engine().createHeadToken());
        Eventually.see(() -> assertThat(pids(LISTENING)).hasSize(1));
        Latencies.of(20, WRITER, stream);
    }

    @AfterEach
    void end() {
        stream.close();
    }

    @AfterAll
    static void leave_nothing() {
        READER.close();
        WRITER.closeAndDrop(SCHEMA);
    }

    @Test
    void a_commit_is_pushed_to_other_nodes() throws InterruptedException {
        Latencies pushed = Latencies.of(200, WRITER, stream);

        log.info("Pushed: {}", pushed);
        assertThat(pushed.percentile(50)).isLessThan(SOONER_THAN_BY_POLLING);
    }

    @Test
    void while_the_connection_that_listens_is_cut_commits_are_found_by_the_safety_poll_and_then_pushed_again()
            throws InterruptedException {
        for (int cut = 0; cut < 5; cut++) {
            List<Integer> before = pids(LISTENING);
            terminate(before);
            Duration found = Latencies.once(WRITER, stream);
            log.info("Found in {} ms", found.toMillis());
            assertThat(found).isLessThan(BY_POLLING.multipliedBy(2));

            Eventually.see(() -> assertThat(pids(LISTENING)).hasSize(1).doesNotContainAnyElementsOf(before));
        }

        Latencies pushed = Latencies.of(50, WRITER, stream);
        log.info("Pushed again: {}", pushed);
        assertThat(pushed.percentile(50)).isLessThan(SOONER_THAN_BY_POLLING);
    }

    @Test
    void while_the_connection_that_notifies_is_cut_commits_are_found_by_the_safety_poll_and_then_pushed_again()
            throws InterruptedException {
        List<Integer> before = pids(NOTIFYING);
        assertThat(before).isNotEmpty();
        terminate(before);

        assertThat(Latencies.once(WRITER, stream)).isLessThan(BY_POLLING.multipliedBy(2));

        Eventually.see(() -> {
            WRITER.append();
            assertThat(pids(NOTIFYING)).isNotEmpty();
        });
        Latencies pushed = Latencies.of(50, WRITER, stream);
        log.info("Pushed again: {}", pushed);
        assertThat(pushed.percentile(50)).isLessThan(SOONER_THAN_BY_POLLING);
    }

    @Test
    void whoever_begins_to_listen_and_begins_again_looks_for_what_was_announced_before() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (var listener = new NotificationListener(
                WRITER.ownConnections(), "another_log", heard::add, () -> heard.add("listening"))) {
            listener.start();
            Eventually.see(() -> assertThat(heard).containsExactly("listening"));

            terminate(pids("LISTEN \"another_log\""));

            Eventually.see(() -> assertThat(heard).containsExactly("listening", "listening"));
        }
    }

    @Test
    void of_announcements_that_come_together_none_is_overlooked() throws InterruptedException, SQLException {
        List<Duration> latencies = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            try (Connection session = Sessions.begin(WRITER)) {
                Sessions.insert(session, 1);
                session.commit();
                // One node's news, and behind it what another says that was slower.
                Sessions.announce(session, "push_log", WRITER.engine().lastPosition(), 1);
                session.commit();
            }
            long begin = System.nanoTime();
            stream.nextAvailable();
            latencies.add(Duration.ofNanos(System.nanoTime() - begin));
        }

        assertThat(new Latencies(latencies).percentile(50)).isLessThan(SOONER_THAN_BY_POLLING);
    }

    @Test
    void a_commit_whose_position_is_not_known_is_pushed_too() throws InterruptedException {
        List<Duration> latencies = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            long begin = System.nanoTime();
            WRITER.store().publish(LogNode.events("outside-of-any-unit-of-work-" + n, 1));
            stream.nextAvailable();
            latencies.add(Duration.ofNanos(System.nanoTime() - begin));
        }

        assertThat(new Latencies(latencies).percentile(50)).isLessThan(SOONER_THAN_BY_POLLING);
    }

    private static List<Integer> pids(String query) {
        return WRITER.jdbc().query(PIDS, (row, number) -> row.getInt("pid"), query);
    }

    private static void terminate(List<Integer> pids) {
        pids.forEach(pid -> WRITER.jdbc().queryForList("SELECT pg_terminate_backend(?)", pid));
    }
}
