package dev.scratchy.shared.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class BodyLimitsTest {

    private final BodyLimits limits =
            new BodyLimits(DataSize.ofBytes(4), Duration.ofMinutes(1), new Problems(new JsonMapper()));

    /** A body that comes in pieces: its length is not announced. */
    private MockHttpServletResponse send(String body, FilterChain chain) throws ServletException, IOException {
        var request = new MockHttpServletRequest("POST", "/") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(body.getBytes(UTF_8));
        var response = new MockHttpServletResponse();
        limits.doFilter(request, response, chain);
        return response;
    }

    @Test
    void a_body_within_the_limit_is_read_to_its_end() throws Exception {
        assertThat(send(
                                "1234",
                                (request, response) -> assertThat(
                                                request.getInputStream().readAllBytes())
                                        .hasSize(4))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void one_byte_more_is_refused_however_it_is_read() throws Exception {
        send(
                "12345",
                (request, response) -> refused(() -> request.getInputStream().readAllBytes()));
        send("12345", (request, response) -> refused(() -> request.getReader().transferTo(Writer.nullWriter())));
        send("12345", (request, response) -> {
            request.getInputStream().readNBytes(3);
            assertThat(request.getInputStream().read()).isEqualTo('4');
            refused(() -> request.getInputStream().read());
        });
    }

    @Test
    void a_filter_that_reads_too_much_need_not_know() throws Exception {
        var response = send(
                "12345",
                (request, echo) ->
                        echo.getOutputStream().write(request.getInputStream().readAllBytes()));

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentAsString()).contains("\"code\":\"TOO_LARGE\"");
    }

    private static void refused(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(Refused.class);
    }
}
