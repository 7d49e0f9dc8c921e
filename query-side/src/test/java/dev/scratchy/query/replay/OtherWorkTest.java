package dev.scratchy.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.replay.ReplayProperties.Considerate;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OtherWorkTest {

    private static OtherWork requested(int times, String path, Considerate considerate) throws Exception {
        var others = new OtherWork(new ReplayProperties(considerate));
        for (int i = 0; i < times; i++) {
            others.doFilter(
                    new MockHttpServletRequest("GET", path), new MockHttpServletResponse(), new MockFilterChain());
        }
        return others;
    }

    @Test
    void ten_requests_within_a_second_are_considered_and_fewer_are_not() throws Exception {
        assertThat(requested(9, "/api/v1/posts", Considerate.AUTO).isToBeConsidered())
                .isFalse();
        assertThat(requested(10, "/api/v1/posts", Considerate.AUTO).isToBeConsidered())
                .isTrue();
    }

    @Test
    void who_looks_at_the_replay_is_not_counted() throws Exception {
        assertThat(requested(100, "/api/v1/admin/replays", Considerate.AUTO).isToBeConsidered())
                .isFalse();
        assertThat(requested(100, "/actuator/prometheus", Considerate.AUTO).isToBeConsidered())
                .isFalse();
    }

    @Test
    void it_may_be_decided_beforehand() throws Exception {
        assertThat(requested(0, "/", Considerate.ALWAYS).isToBeConsidered()).isTrue();
        assertThat(requested(100, "/api/v1/posts", Considerate.NEVER).isToBeConsidered())
                .isFalse();
    }
}
