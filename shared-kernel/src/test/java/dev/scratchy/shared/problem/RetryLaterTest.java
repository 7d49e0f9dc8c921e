package dev.scratchy.shared.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryLaterTest {

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.000000001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT59.2S, 60", "PT60S, 60"})
    void seconds_are_whole_ones_rounded_up_and_at_least_one(Duration after, long seconds) {
        assertThat(new RetryLater(ProblemCode.TOO_MANY_REQUESTS, "Later.", after).seconds())
                .isEqualTo(seconds);
    }
}
