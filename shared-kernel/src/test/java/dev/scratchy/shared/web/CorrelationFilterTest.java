package dev.scratchy.shared.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.axon.MetaDataKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CorrelationFilterTest {

    private static final String HEADER = "X-Correlation-Id";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final List<@Nullable String> inTheLog = new ArrayList<>();
    private final FilterChain seeing = (request, response) -> inTheLog.add(MDC.get(MetaDataKeys.CORRELATION_ID));

    private static String exchange(@Nullable String sent, FilterChain chain) throws ServletException, IOException {
        var request = new MockHttpServletRequest();
        if (sent != null) {
            request.addHeader(HEADER, sent);
        }
        var response = new MockHttpServletResponse();
        new CorrelationFilter().doFilter(request, response, chain);
        return String.valueOf(response.getHeader(HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "order-17", "0af7651916cd43dd8448eb211c80319c", "A.b_C-9"})
    void a_usable_id_of_the_client_is_kept(String sent) throws Exception {
        assertThat(exchange(sent, seeing)).isEqualTo(sent);
        assertThat(inTheLog).containsExactly(sent);
    }

    @Test
    void sixty_four_characters_are_usable_and_sixty_five_are_not() throws Exception {
        assertThat(exchange("x".repeat(64), seeing)).isEqualTo("x".repeat(64));
        assertThat(exchange("x".repeat(65), seeing)).matches(UUID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nINFO forged", "a\r", "<script>", "ä", "${jndi:ldap://x}"})
    void an_id_that_would_spoil_the_log_is_replaced(String sent) throws Exception {
        assertThat(exchange(sent, seeing)).matches(UUID);
        assertThat(inTheLog.getFirst()).matches(UUID);
    }

    @Test
    void each_exchange_without_one_gets_its_own_and_the_log_and_the_client_the_same() throws Exception {
        String first = exchange(null, seeing);
        String second = exchange(null, seeing);

        assertThat(first).matches(UUID).isNotEqualTo(second);
        assertThat(inTheLog).containsExactly(first, second);
    }

    @Test
    void nothing_is_left_behind_for_the_threads_next_exchange() throws Exception {
        exchange("mine", seeing);
        assertThat(MDC.get(MetaDataKeys.CORRELATION_ID)).isNull();

        assertThatThrownBy(() -> exchange("mine", (request, response) -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class);
        assertThat(MDC.get(MetaDataKeys.CORRELATION_ID)).isNull();
    }
}
