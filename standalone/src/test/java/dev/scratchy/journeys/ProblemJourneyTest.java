package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Whoever refuses, and however odd the request: a problem. Over plain sockets, as no client sends such things. */
class ProblemJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    @ParameterizedTest(name = "{0} {1} is {2} {3}")
    @CsvSource({
        "GET,      /nowhere,                   404, NOT_FOUND",
        "GET,      /api/v1/nowhere,            404, NOT_FOUND",
        "GET,      /api/v1/admin/nowhere,      404, NOT_FOUND",
        "POST,     /api/v1/nowhere,            404, NOT_FOUND",
        "OPTIONS,  /nowhere,                   404, NOT_FOUND",
        "PUT,      /api/v1/posts,              405, METHOD_NOT_ALLOWED",
        "OPTIONS,  /api/v1/posts,              405, METHOD_NOT_ALLOWED",
        "TRACE,    /api/v1/posts,              405, METHOD_NOT_ALLOWED",
        "PROPFIND, /api/v1/posts,              405, METHOD_NOT_ALLOWED",
        "PROPFIND, /nowhere,                   404, NOT_FOUND",
        "GRÜSSE,   /api/v1/posts,              400, MALFORMED_REQUEST",
        "GET,      /api/v1//posts,             400, MALFORMED_REQUEST",
        "GET,      /api/v1/posts/%00,          400, MALFORMED_REQUEST",
        "GET,      /api/v1/posts/%5c,          400, MALFORMED_REQUEST",
        "GET,      /api/v1/posts/%2f,          400, MALFORMED_REQUEST",
        "GET,      /api/v1/posts/%zz,          400, MALFORMED_REQUEST",
        "GET,      /api/v1/posts/<b>,          400, MALFORMED_REQUEST",
        "GET,      /api/v1/posts?tag=%ff,      400, MALFORMED_REQUEST",
    })
    void an_odd_request_of_somebody_without_a_token(String method, String path, int status, String code)
            throws IOException {
        problem(exchange(method + " " + path + " HTTP/1.1\r\nHost: x\r\n"), status, code);
    }

    @Test
    void a_method_that_the_path_has_not_is_told_those_that_it_has() throws IOException {
        assertThat(exchange("PUT " + POSTS + " HTTP/1.1\r\nHost: x\r\n"))
                .containsIgnoringCase("\r\nallow: ")
                .contains("GET", "POST");
        assertThat(ada.put(POSTS, null).header("allow")).contains("GET", "POST");
    }

    @Test
    void headers_that_are_too_large_or_twice_there() throws IOException {
        String get = "GET " + POSTS + " HTTP/1.1\r\nHost: x\r\n";

        problem(exchange(get + "X-Much: " + "x".repeat(20_000) + "\r\n"), 400, "MALFORMED_REQUEST");
        problem(exchange(get + "Host: y\r\n"), 400, "MALFORMED_REQUEST");
        problem(exchange(get + "Content-Length: 1\r\nContent-Length: 2\r\n"), 400, "MALFORMED_REQUEST");
        problem(exchange("GET " + POSTS + " HTTP/1.1\r\n"), 400, "MALFORMED_REQUEST");
    }

    @Test
    void formats_that_are_not_spoken() {
        Http.Answer unacceptable = anybody.get(POSTS, "accept", "application/xml");
        Http.Answer packed = ada.post(POSTS, "\u001f\u008b", "content-encoding", "gzip");

        problem(unacceptable, 406, "NOT_ACCEPTABLE");
        problem(packed, 400, "MALFORMED_REQUEST");
        problem(ada.send("POST", POSTS, null, "content-type", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
        problem(anybody.post(POSTS, "{}"), 401, "UNAUTHENTICATED");
        problem(ada.get("/api/v1/admin/projections"), 403, "FORBIDDEN");
    }

    @Test
    void what_fails_in_a_filter_tells_nothing_of_the_failure() throws IOException {
        try (Node node = Node.commandSide(List.of(FailingFilter.class))) {
            Http.Answer answer = node.http(null).get("/api/v1/broken", "x-correlation-id", "broken-filter");

            problem(answer, 500, "INTERNAL_ERROR");
            assertThat(answer.header("x-correlation-id")).isEqualTo("broken-filter");
            assertThat(answer.json().path("instance").asString()).isEqualTo("/api/v1/broken");
            problem(node.http(null).get("/api/v1/broken?sent=true"), 503, "UNAVAILABLE");
        }
    }

    /** A filter with a fault. */
    @Configuration(proxyBeanMethods = false)
    static class FailingFilter {

        @Bean
        FilterRegistrationBean<Filter> failing() {
            var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
                if (request.getParameter("sent") == null) {
                    throw new IllegalStateException("secret");
                }
                ((jakarta.servlet.http.HttpServletResponse) response).sendError(503, "secret");
            });
            registration.addUrlPatterns("/api/v1/broken");
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
            return registration;
        }
    }

    private static void problem(Http.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-correlation-id")).isNotEmpty();
        assertThat(answer.json().path("instance").asString("")).startsWith("/api/v1");
        assertThat(answer.raw().body()).doesNotContain("secret", "Exception", "dev.scratchy", "org.apache");
    }

    private static void problem(String answer, int status, String code) {
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("content-type: application/problem+json", "cache-control: no-store", "x-correlation-id: ");
        if (!answer.endsWith("\r\n\r\n")) {
            assertThat(answer).contains("\"code\":\"" + code + "\"").doesNotContain("<html", "Exception", "org.apache");
        }
    }

    /** All that comes back until the connection is closed. */
    private String exchange(String head) throws IOException {
        URI server = URI.create(anybody.server());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
