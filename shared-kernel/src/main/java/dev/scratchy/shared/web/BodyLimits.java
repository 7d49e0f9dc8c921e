package dev.scratchy.shared.web;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body that is too large: at once when its length is announced, else as soon as a reader has come that far. What is
 * left of it is thrown away by the web server ({@code server.tomcat.max-swallow-size}), so that a client which sends everything
 * before it reads gets the answer. And one that takes too long, counted from the end of the request's head: the web server itself
 * bounds only the time between two reads, so that a byte now and then would be waited for without end.
 */
final class BodyLimits extends OncePerRequestFilter {

    private final DataSize size;
    private final Duration time;
    private final Problems problems;

    BodyLimits(DataSize size, Duration time, Problems problems) {
        this.size = size;
        this.time = time;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long announced = request.getContentLengthLong();
        if (announced > size.toBytes()) {
            refuse(request, response, tooLarge());
        } else if (announced == 0) {
            chain.doFilter(request, response);
        } else {
            try {
                chain.doFilter(new Limited(request), response);
            } catch (Refused readByAnotherFilter) {
                refuse(request, response, readByAnotherFilter);
            }
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        problems.write(request, response, refused.code(), refused.detail());
    }

    private Refused tooLarge() {
        return new Refused(ProblemCode.TOO_LARGE, "A body may have " + size.toBytes() + " bytes at most.");
    }

    private Refused tooSlow() {
        return new Refused(ProblemCode.REQUEST_TIMEOUT, "A body may take " + time.toMillis() + " ms at most.");
    }

    private final class Limited extends HttpServletRequestWrapper {

        private final long begun = System.nanoTime();
        private @Nullable LimitedBody body;

        private Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new LimitedBody(super.getInputStream(), begun);
            }
            return body;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String named = getCharacterEncoding();
            Charset charset = named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private final class LimitedBody extends ServletInputStream {

        private final ServletInputStream body;
        private final long begun;
        private long left = size.toBytes();

        private LimitedBody(ServletInputStream body, long begun) {
            this.body = body;
            this.begun = begun;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            if (next >= 0) {
                count(1);
            }
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = body.read(target, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
            if (System.nanoTime() - begun > time.toNanos()) {
                throw tooSlow();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
