package dev.scratchy.shared.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever waits for events is told of them, also where something else fails. */
class TellingStreamsIT {

    private static final String SCHEMA = "telling";

    private static final String WAIT_FOR_A_TABLE =
            "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%bytes_before%'";

    private final LogNode node = LogNode.on(SCHEMA);

    @AfterEach
    void leave_nothing() {
        node.closeAndDrop(SCHEMA);
    }

    @Test
    void who_is_behind_and_loses_the_connection_in_the_middle_of_a_page_is_told_to_try_again() throws Exception {
        node.append();
        try (TrackingEventStream stream = node.store().openStream(null);
                Connection locking = Sessions.begin(node);
                var statement = locking.createStatement()) {
            statement.execute("LOCK TABLE domain_event IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Boolean> available = CompletableFuture.supplyAsync(() -> available(stream));
            Eventually.see(() -> assertThat(waiting()).isNotEmpty());

            waiting().forEach(pid -> node.jdbc().queryForList("SELECT pg_terminate_backend(?)", pid));
            locking.rollback();

            assertThat(available.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void one_who_cannot_be_told_does_not_keep_others_from_being_told() {
        List<AtomicInteger> told =
                IntStream.range(0, 5).mapToObj(n -> new AtomicInteger()).toList();
        told.forEach(count -> node.store().openStream(null).setOnAvailableCallback(() -> {
            if (count.incrementAndGet() > 1) {
                throw new IllegalStateException("shut down");
            }
        }));

        node.append();

        Eventually.see(
                Duration.ofSeconds(5),
                () -> assertThat(told).allSatisfy(count -> assertThat(count).hasValueGreaterThan(1)));
    }

    private List<Integer> waiting() {
        return node.jdbc().query(WAIT_FOR_A_TABLE, (row, number) -> row.getInt("pid"));
    }

    private static boolean available(TrackingEventStream stream) {
        try {
            return stream.hasNextAvailable(1, TimeUnit.MINUTES);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
