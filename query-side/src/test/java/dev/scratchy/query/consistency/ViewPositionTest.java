package dev.scratchy.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.subscription.Parts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.Test;

class ViewPositionTest {

    private static final long LONG = Duration.ofSeconds(30).toNanos();
    private static final Segment WHOLE = Segment.ROOT_SEGMENT;
    private static final Segment EVEN = Parts.of(0, 1).orElseThrow();
    private static final Segment ODD = Parts.of(1, 1).orElseThrow();

    private final ViewPosition view = new ViewPosition();

    private void processed(Segment segment, long position) {
        view.change(segment, changed -> changed.processed(position));
    }

    @Test
    void a_view_is_as_far_as_its_slowest_segment() {
        processed(EVEN, 10);
        assertThat(view.reached()).as("nothing is known of the other").isZero();

        processed(ODD, 4);
        assertThat(view.reached()).isEqualTo(4);

        processed(ODD, 20);
        assertThat(view.reached()).isEqualTo(10);
    }

    @Test
    void what_is_known_stays_true_when_segments_are_split_and_merged() {
        processed(WHOLE, 10);
        processed(EVEN, 15);
        assertThat(view.reached())
                .as("the other is at least as far as the whole was")
                .isEqualTo(10);

        processed(ODD, 12);
        assertThat(view.reached()).isEqualTo(12);

        processed(Parts.of(1, 3).orElseThrow(), 30);
        processed(Parts.of(3, 3).orElseThrow(), 40);
        assertThat(view.reached()).isEqualTo(15);

        processed(WHOLE, 50);
        assertThat(view.reached()).isEqualTo(50);
    }

    @Test
    void a_segment_that_is_held_holds_the_view() {
        processed(EVEN, 5);
        processed(ODD, 5);
        view.segment(ODD).hold(100);
        processed(EVEN, 9);
        processed(ODD, 9);
        assertThat(view.reached()).isEqualTo(5);

        view.change(
                ODD, held -> held.look(delivered -> delivered > Long.MIN_VALUE, never -> never < Long.MIN_VALUE + 1));

        assertThat(view.reached()).isEqualTo(9);
    }

    @Test
    void whoever_waits_is_let_go_with_the_position_and_not_before() throws Exception {
        assertThat(view.await(1, Duration.ofMillis(1).toNanos())).isFalse();
        List<Callable<Boolean>> waiters = IntStream.rangeClosed(1, 200)
                .<Callable<Boolean>>mapToObj(n -> () -> view.await(n % 100, n % 100 < 90 ? LONG : 1))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> waiting =
                    waiters.stream().map(threads::submit).toList();

            for (int position = 1; position < 90; position++) {
                processed(WHOLE, position);
            }

            for (int n = 1; n <= 200; n++) {
                assertThat(waiting.get(n - 1).get()).isEqualTo(n % 100 < 90);
            }
        }
    }
}
