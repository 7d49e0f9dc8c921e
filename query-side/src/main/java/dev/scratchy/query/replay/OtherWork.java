package dev.scratchy.query.replay;

import dev.scratchy.query.replay.ReplayProperties.Considerate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whether there are others to be considerate of. A replay that reads, folds and writes at the same time takes more than two cores,
 * as many as there are here, and whoever reads meanwhile waits for one of them.
 */
@Component
@EnableConfigurationProperties(ReplayProperties.class)
class OtherWork extends OncePerRequestFilter {

    /** With fewer requests a second, most of them would not meet the replay's pages, whatever those take. */
    private static final int REQUESTS = 10;

    private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Considerate considerate;
    private final AtomicLongArray latest = new AtomicLongArray(REQUESTS);
    private final AtomicInteger next = new AtomicInteger();

    OtherWork(ReplayProperties properties) {
        considerate = properties.considerate();
        for (int request = 0; request < REQUESTS; request++) {
            latest.set(request, System.nanoTime() - WITHIN_NANOS);
        }
    }

    boolean isToBeConsidered() {
        return switch (considerate) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> System.nanoTime() - latest.get(Math.floorMod(next.get(), REQUESTS)) < WITHIN_NANOS;
        };
    }

    /** Those of operators, who look at the replay. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/v1/admin/") || !path.startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        latest.set(Math.floorMod(next.getAndIncrement(), REQUESTS), System.nanoTime());
        chain.doFilter(request, response);
    }
}
