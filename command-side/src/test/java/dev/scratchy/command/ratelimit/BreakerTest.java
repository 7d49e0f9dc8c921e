package dev.scratchy.command.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    /** Close to the end of its range, because that is where it may begin. */
    private long now = Long.MAX_VALUE - 100;

    private final Breaker breaker = new Breaker(Duration.ofNanos(1_000), () -> now);

    @Test
    void what_works_may_be_tried_by_all() {
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.worked()).isFalse();
    }

    @Test
    void what_failed_is_left_alone_until_the_pause_is_over_and_then_tried_by_one() {
        assertThat(breaker.failed()).isTrue();
        assertThat(breaker.mayTry()).isFalse();
        now += 999;
        assertThat(breaker.mayTry()).isFalse();

        now += 1;
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.mayTry()).isFalse();
    }

    @Test
    void another_failure_is_another_pause_and_no_news() {
        breaker.failed();
        now += 1_500;
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.failed()).isFalse();

        now += 999;
        assertThat(breaker.mayTry()).isFalse();
        now += 1;
        assertThat(breaker.mayTry()).isTrue();
    }

    @Test
    void what_works_again_may_be_tried_by_all_again() {
        breaker.failed();
        now += 1_000;
        assertThat(breaker.mayTry()).isTrue();

        assertThat(breaker.worked()).isTrue();
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.worked()).isFalse();
    }
}
