package dev.scratchy.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.consistency.SegmentPosition.Told;
import org.junit.jupiter.api.Test;

class SegmentPositionTest {

    private static boolean never(long moment) {
        return moment < Long.MIN_VALUE + 1;
    }

    private static boolean always(long moment) {
        return !never(moment);
    }

    private final SegmentPosition view = new SegmentPosition();

    @Test
    void what_is_processed_is_reached_and_never_goes_back() {
        assertThat(view.processed(5)).isTrue();
        assertThat(view.processed(3)).isFalse();

        assertThat(view.reached()).isEqualTo(5);
        assertThat(view.told()).isEqualTo(new Told(5, 5));
    }

    @Test
    void what_is_held_is_not_reached_until_it_is_delivered_nor_is_what_comes_behind_it() {
        view.processed(5);
        view.hold(100);
        view.processed(6);
        view.processed(7);
        assertThat(view.reached()).isEqualTo(5);
        assertThat(view.told()).isEqualTo(new Told(5, 7));

        assertThat(view.look(moment -> moment < 100, SegmentPositionTest::never))
                .isFalse();
        assertThat(view.reached()).isEqualTo(5);

        assertThat(view.look(moment -> moment <= 100, SegmentPositionTest::never))
                .isTrue();
        assertThat(view.reached()).isEqualTo(7);
        assertThat(view.told()).isEqualTo(new Told(7, 7));
        assertThat(view.isHeld()).isFalse();
    }

    @Test
    void one_hold_after_the_other_is_passed_however_often_more_come() {
        for (int n = 1; n <= 100; n++) {
            view.hold(n);
            view.processed(n);
        }

        assertThat(view.look(moment -> moment <= 1, SegmentPositionTest::never)).isTrue();
        assertThat(view.reached()).isEqualTo(1);
        assertThat(view.look(moment -> moment <= 99, SegmentPositionTest::never))
                .isFalse();
        assertThat(view.look(SegmentPositionTest::always, SegmentPositionTest::never))
                .isTrue();
        assertThat(view.reached()).isEqualTo(100);
    }

    @Test
    void a_node_that_goes_without_the_cache_reaches_what_others_are_not_told_is_acknowledged() {
        view.hold(100);
        view.processed(6);

        assertThat(view.look(SegmentPositionTest::never, SegmentPositionTest::always))
                .isFalse();

        assertThat(view.reached()).isEqualTo(6);
        assertThat(view.told()).isEqualTo(new Told(0, 6));
    }

    @Test
    void what_another_node_says_is_acknowledged_is_reached_and_the_rest_is_held() {
        view.heard(new Told(4, 6), 100);
        assertThat(view.reached()).isEqualTo(4);

        view.heard(new Told(4, 6), 200);
        assertThat(view.look(moment -> moment <= 100, SegmentPositionTest::never))
                .as("held since it was first heard")
                .isTrue();
        assertThat(view.reached()).isEqualTo(6);

        view.heard(new Told(3, 3), 300);
        view.heard(new Told(8, 8), 300);
        assertThat(view.reached()).isEqualTo(8);
    }

    @Test
    void what_was_held_is_reached_when_another_node_says_it_is_acknowledged() {
        view.heard(new Told(4, 6), 100);

        view.heard(new Told(6, 6), 200);

        assertThat(view.reached()).isEqualTo(6);
        assertThat(view.isHeld()).isFalse();
    }
}
