package dev.scratchy.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void nothing_is_foreseen_before_something_is_done() {
        Pace pace = Pace.folding(0, 0, 1_000, 0, Pace.INDEXING);

        assertThat(pace.percent()).isZero();
        assertThat(pace.eventsPerSecond()).isZero();
        assertThat(pace.etaSeconds()).isNull();
    }

    /** 1,000 take 100 s to fold at that rate, and indexes as long as goes with that. */
    @Test
    void what_is_done_tells_how_long_the_rest_and_the_indexes_take() {
        Pace half = Pace.folding(0, 500, 1_000, 50, Pace.INDEXING);

        assertThat(half.eventsPerSecond()).isEqualTo(10);
        assertThat(half.etaSeconds()).isEqualTo(50 + 62);
        assertThat(half.percent()).isEqualTo(31);
    }

    @Test
    void a_rate_is_that_of_what_was_done_here() {
        assertThat(Pace.folding(900, 950, 1_000, 5, Pace.INDEXING).eventsPerSecond())
                .isEqualTo(10);
    }

    @Test
    void a_hundred_percent_is_for_what_is_in_use() {
        Pace all = Pace.folding(0, 1_000, 1_000, 50, Pace.INDEXING);

        assertThat(all.indexing(5).percent()).isLessThanOrEqualTo(99);
        assertThat(all.indexing(5).etaSeconds()).isBetween(1L, 26L);
        assertThat(all.following(1_000, 1_000).percent()).isEqualTo(99);
    }

    @Test
    void an_empty_log_is_no_trouble() {
        assertThat(Pace.folding(0, 0, 0, 1, Pace.INDEXING).percent()).isZero();
    }

    /** As search does, whose indexes are most of the work: 100 s of folding, and three times that. */
    @Test
    void what_indexes_took_before_is_expected_again() {
        Pace half = Pace.folding(0, 500, 1_000, 50, 0.75);

        assertThat(half.etaSeconds()).isEqualTo(50 + 300);
        assertThat(half.percent()).isEqualTo(12);
        assertThat(Pace.folding(0, 1_000, 1_000, 100, 0.75).indexing(100).etaSeconds())
                .isEqualTo(200);
    }

    @Test
    void a_measured_part_leaves_time_for_both() {
        assertThat(Pace.folding(0, 500, 1_000, 50, 1).etaSeconds()).isLessThan(10_000);
        assertThat(Pace.folding(0, 1_000, 1_000, 50, 1).percent()).isPositive();
        assertThat(Pace.folding(0, 1_000, 1_000, 50, 0).percent()).isLessThanOrEqualTo(99);
    }

    /** Whatever comes after another, within one replay, whose part of indexes stays. */
    @Test
    void percentages_never_go_back() {
        for (double indexing : new double[] {0, 0.1, 0.38, 0.75, 1}) {
            List<Integer> percents = new ArrayList<>();
            Pace pace = Pace.NONE;
            for (int position = 0; position <= 1_000; position += 50) {
                pace = Pace.folding(0, position, 1_000, position / 10.0, indexing);
                percents.add(pace.percent());
            }
            percents.add(pace.indexing(0).percent());
            percents.add(pace.indexing(10).percent());
            percents.add(pace.following(1_100, 1_200).percent());

            assertThat(percents).isSorted();
            assertThat(pace.atLeast(98).percent()).isGreaterThanOrEqualTo(98);
        }
    }
}
