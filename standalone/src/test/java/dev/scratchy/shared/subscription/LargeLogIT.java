package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Long gaps and large events. */
class LargeLogIT {

    private static final String SCHEMA = "large";

    private static final int GAP = 10_000;

    private static final int HUGE_EVENTS = 300;
    private static final int MEBIBYTE = 1024 * 1024;

    /** What a subscription may have handed out: {@code Subscription.BYTES_IN_PROCESS}, and the event that exceeds it. */
    private static final int HUGE_IN_PROCESS = 8;

    private static final String HUGE = """
            INSERT INTO domain_event (event_id, aggregate_id, sequence_number, recorded_at, payload_type, payload_revision, payload, metadata)
            SELECT 'event-' || n, 'huge-' || n, 0, now(), 'PostArchived', '1', json_build_object('postId', repeat('x', ?)), '{}'
            FROM generate_series(1, ?) AS n
            """;

    private final LogNode node = LogNode.on(SCHEMA);

    @AfterEach
    void leave_nothing() {
        node.closeAndDrop(SCHEMA);
    }

    @Test
    void a_rolled_back_import_leaves_a_gap_that_nobody_stumbles_over() throws SQLException {
        List<Seen> seen = Seen.list();
        try (var follower = new Follower(node.store(), event -> {
            assertThat(event.trackingToken()).isInstanceOf(GlobalSequenceTrackingToken.class);
            seen.add(Seen.of(event));
        })) {
            follower.start();
            node.append();
            rolledBackImport();
            Eventually.see(() -> assertThat(node.gauge("scratchy.log.head")).isGreaterThan(GAP));
            Eventually.see(() -> assertThat(follower.subscription().lag()).isZero());

            for (int n = 0; n < 100; n++) {
                node.append();
            }

            Eventually.see(Duration.ofSeconds(5), () -> assertThat(seen).isEqualTo(Seen.inTheTable(node.jdbc())));
            assertThat(seen).hasSize(101);
            Eventually.see(() -> assertThat(follower.subscription().lag()).isZero());
            assertThat(node.engine().createHeadToken())
                    .isEqualTo(new GlobalSequenceTrackingToken(seen.getLast().position()));
        }
    }

    /** As after a crash of PostgreSQL, which forgets what a transaction drew from a sequence that did not commit. */
    @Test
    void a_position_that_was_rolled_back_and_is_given_again_is_seen() throws SQLException {
        List<Seen> seen = Seen.list();
        try (var follower = new Follower(node.store(), event -> seen.add(Seen.of(event)))) {
            follower.start();
            node.append();
            Eventually.see(() -> assertThat(seen).hasSize(1));
            rolledBackImport();
            Eventually.see(() -> assertThat(node.gauge("scratchy.log.head")).isGreaterThan(GAP));

            node.jdbc()
                    .queryForList(
                            "SELECT setval('domain_event_position_seq', ?)",
                            seen.getFirst().position());
            node.append();

            Eventually.see(() -> assertThat(seen).isEqualTo(Seen.inTheTable(node.jdbc())));
        }
    }

    private void rolledBackImport() throws SQLException {
        try (Connection importing = Sessions.begin(node)) {
            Sessions.insert(importing, GAP);
            importing.rollback();
        }
    }

    @Test
    void a_slow_subscriber_is_handed_a_bounded_amount_of_huge_events_and_is_told_when_there_is_room_again()
            throws InterruptedException {
        node.jdbc().update(HUGE, MEBIBYTE, HUGE_EVENTS);
        Subscription subscription = node.store().subscription("slow", any -> true);
        subscription.claimed(Segment.ROOT_SEGMENT, null);
        try (var stream = (TrackingEventStream) subscription.openStream(null)) {
            var told = new AtomicInteger();
            stream.setOnAvailableCallback(told::incrementAndGet);
            int all = 0;
            while (all < HUGE_EVENTS) {
                List<TrackedEventMessage<?>> inProcess = handedOut(subscription, stream);
                assertThat(inProcess).hasSizeBetween(1, HUGE_IN_PROCESS);
                all += inProcess.size();
                int before = told.get();
                subscription.processed(Segment.ROOT_SEGMENT, inProcess);
                if (all < HUGE_EVENTS) {
                    assertThat(told).hasValueGreaterThan(before);
                }
            }
            assertThat(all).isEqualTo(HUGE_EVENTS);
            assertThat(subscription.lag()).isZero();
        }
    }

    /** Everything that it is given before it has processed anything. */
    private static List<TrackedEventMessage<?>> handedOut(Subscription subscription, TrackingEventStream stream)
            throws InterruptedException {
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        // One more would do to be too many.
        while (events.size() <= HUGE_IN_PROCESS && stream.hasNextAvailable()) {
            TrackedEventMessage<?> event = stream.nextAvailable();
            subscription.offered(Segment.ROOT_SEGMENT, event, true);
            events.add(event);
        }
        return events;
    }
}
