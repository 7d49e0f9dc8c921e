package dev.scratchy.shared.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.database.CannotStart;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class WebPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://site.example", "http://localhost:3000"})
    void an_origin_is_a_scheme_and_a_host(String origin) {
        assertThat(new WebProperties.Cors(List.of(origin)).allowedOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "site.example", "https://site.example/", "https://site.example/path", "null"})
    void what_no_browser_sends_as_an_origin_is_refused_at_the_start(String origin) {
        assertThatThrownBy(() -> new WebProperties.Cors(List.of(origin))).isInstanceOf(CannotStart.class);
    }

    @Test
    void no_body_at_all_is_no_limit_to_set() {
        assertThatThrownBy(() -> new WebProperties(
                        DataSize.ofBytes(0), Duration.ofMinutes(1), new WebProperties.Cors(List.of())))
                .isInstanceOf(CannotStart.class);
    }
}
