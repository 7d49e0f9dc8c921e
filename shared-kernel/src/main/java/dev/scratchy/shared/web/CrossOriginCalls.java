package dev.scratchy.shared.web;

import dev.scratchy.shared.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets web pages of the named origins call the API (CORS). Without credentials: callers bring a token, and there is no cookie
 * that a browser could add to a call of its own.
 */
final class CrossOriginCalls {

    private static final Duration PREFLIGHT_KEPT = Duration.ofMinutes(10);

    private final CorsConfiguration rules = new CorsConfiguration();
    private final Problems problems;

    CrossOriginCalls(List<String> allowedOrigins, Problems problems) {
        this.problems = problems;
        rules.setAllowedOrigins(allowedOrigins);
        rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of(
                HttpHeaders.AUTHORIZATION,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.IF_MATCH,
                HttpHeaders.IF_NONE_MATCH,
                "Prefer",
                "Idempotency-Key",
                "Consistency-Token",
                "Last-Event-ID",
                "X-Correlation-Id"));
        rules.setExposedHeaders(List.of(
                HttpHeaders.ETAG,
                HttpHeaders.LOCATION,
                HttpHeaders.RETRY_AFTER,
                "Consistency-Token",
                "X-Correlation-Id"));
        rules.setAllowCredentials(false);
        rules.setMaxAge(PREFLIGHT_KEPT);
    }

    CorsFilter filter() {
        // A call from elsewhere is answered as ever, without the headers that show the answer to a page: it may be one
        // of
        // the site itself, whose own address a server behind a proxy does not know.
        var filter =
                new CorsFilter(request -> CorsUtils.isPreFlightRequest(request) || isAllowed(request) ? rules : null);
        filter.setCorsProcessor((applied, request, response) ->
                new ProblemOfPreflight(request).processRequest(applied, request, response));
        return filter;
    }

    private boolean isAllowed(HttpServletRequest request) {
        return rules.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null;
    }

    private final class ProblemOfPreflight extends DefaultCorsProcessor {

        private final HttpServletRequest request;

        private ProblemOfPreflight(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) throws IOException {
            problems.write(
                    request,
                    ((ServletServerHttpResponse) response).getServletResponse(),
                    ProblemCode.FORBIDDEN,
                    "Pages of this origin may not make this call.");
        }
    }
}
