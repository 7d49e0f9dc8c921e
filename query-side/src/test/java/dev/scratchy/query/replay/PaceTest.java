package dev.scratchy.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void nothing_is_foreseen_before_something_is_done() {
        Pace pace = Pace.folding(0, 0, 1_000, 0);

        assertThat(pace.percent()).isZero();
        assertThat(pace.eventsPerSecond()).isZero();
        assertThat(pace.etaSeconds()).isNull();
    }

    /** 1,000 take 100 s to fold at that rate, and indexes as long as goes with that. */
    @Test
    void what_is_done_tells_how_long_the_rest_and_the_indexes_take() {
        Pace half = Pace.folding(0, 500, 1_000, 50);

        assertThat(half.eventsPerSecond()).isEqualTo(10);
        assertThat(half.etaSeconds()).isEqualTo(50 + 62);
        assertThat(half.percent()).isEqualTo(31);
    }

    @Test
    void a_rate_is_that_of_what_was_done_here() {
        assertThat(Pace.folding(900, 950, 1_000, 5).eventsPerSecond()).isEqualTo(10);
    }

    @Test
    void a_hundred_percent_is_for_what_is_in_use() {
        Pace all = Pace.folding(0, 1_000, 1_000, 50);

        assertThat(all.indexing(5).percent()).isLessThanOrEqualTo(99);
        assertThat(all.indexing(5).etaSeconds()).isBetween(1L, 26L);
        assertThat(all.following(1_000, 1_000).percent()).isEqualTo(99);
    }

    @Test
    void an_empty_log_is_no_trouble() {
        assertThat(Pace.folding(0, 0, 0, 1).percent()).isZero();
    }
}
