package dev.scratchy.query.answering;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes {@code If-Modified-Since} off a request, as RFC 9110 (section 13.1.3) lets a server do. A date has whole seconds, so a
 * second change within one would go unseen, and it knows nothing of what is counted in an answer. {@code Last-Modified} is for
 * people; whoever asks again has the ETag.
 */
@Component
final class IgnoredModificationDates extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.IF_MODIFIED_SINCE) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new WithoutDate(request), response);
    }

    private static final class WithoutDate extends HttpServletRequestWrapper {

        private WithoutDate(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isDate(name) ? null : super.getHeader(name);
        }

        @Override
        public long getDateHeader(String name) {
            return isDate(name) ? -1 : super.getDateHeader(name);
        }

        private static boolean isDate(String name) {
            return HttpHeaders.IF_MODIFIED_SINCE.equalsIgnoreCase(name);
        }
    }
}
