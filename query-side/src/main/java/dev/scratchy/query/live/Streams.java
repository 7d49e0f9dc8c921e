package dev.scratchy.query.live;

import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.problem.RetryLater;
import dev.scratchy.shared.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.TransactionException;

/**
 * Serves all streams of this node. A request keeps its virtual thread, which costs little, and no connection to the database
 * while it waits. Ends before the web server waits for its requests, since these would never be over.
 */
public final class Streams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Streams.class);

    /** So that all who come back after a restart leave connections to others. */
    private static final int CATCHING_UP = 4;

    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);

    /** As good as never. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Map<Source, Feed> feeds;
    private final Resumption resumption;
    private final ViewPositions positions;
    private final StreamProperties properties;
    private final Clock clock;
    private final Semaphore free;
    private final Semaphore catchingUp = new Semaphore(CATCHING_UP);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopping;

    Streams(
            Map<Source, Feed> feeds,
            Resumption resumption,
            ViewPositions positions,
            StreamProperties properties,
            Clock clock) {
        this.feeds = feeds;
        this.resumption = resumption;
        this.positions = positions;
        this.properties = properties;
        this.clock = clock;
        this.free = new Semaphore(properties.maximum());
    }

    /**
     * Answers a request with a stream, and returns when that is over.
     *
     * @param key what in the source it is about
     * @param lastEventId the last id that the client has seen, {@code null} for a new stream
     * @param admission asked when nothing can be missed any more: whether the caller is an insider, or a refusal
     */
    public void serve(
            Source source,
            String key,
            @Nullable String lastEventId,
            BooleanSupplier admission,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            boolean ignored = admission.getAsBoolean();
            head(response);
            return;
        }
        hold(response, () -> open(source, key, lastEventId, admission, response));
    }

    /**
     * Answers a request with what somebody sees now, and again whenever that changes, until it is said to be the last.
     *
     * @param look asked some times a second
     */
    public void watch(Supplier<Sight> look, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Sight first = look.get();
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            head(response);
            return;
        }
        hold(response, () -> {
            if (stopping) {
                throw new RetryLater(ProblemCode.UNAVAILABLE, "There are no streams here at the moment.", RETRY);
            }
            head(response);
            try {
                new Watch(look, first, stopped)
                        .write(
                                response.getOutputStream(),
                                properties.heartbeat().toNanos(),
                                end());
            } catch (DataAccessException | TransactionException failure) {
                log.debug("A stream ends, and its client comes again", failure);
            }
        });
    }

    /** What a stream does, which ends when the server does. */
    private interface Serving {
        void run() throws IOException, InterruptedException;
    }

    private void hold(HttpServletResponse response, Serving serving) throws IOException {
        if (!free.tryAcquire()) {
            throw new RetryLater(ProblemCode.UNAVAILABLE, "There are too many streams here.", RETRY_WHEN_FULL);
        }
        try {
            serving.run();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            if (!response.isCommitted()) {
                throw new Refused(ProblemCode.UNAVAILABLE, "The server is stopping.");
            }
        } finally {
            free.release();
        }
    }

    private void open(
            Source source,
            String key,
            @Nullable String lastEventId,
            BooleanSupplier admission,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Feed feed = feed(source);
        long last = resumption.after(lastEventId, source.view());
        boolean isNew = last == Resumption.FROM_NOW_ON;
        Listener listener = feed.listen(key, !isNew);
        try {
            // Behind everything that the client may have read already; what comes after that the listener is told.
            long after = isNew ? Math.max(feed.begun(), positions.reached(source.view())) : last;
            boolean insider = admission.getAsBoolean();
            head(response);
            var stream = new Stream(key, insider, after, source, feed, listener, positions, catchingUp);
            stream.write(response.getOutputStream(), properties.heartbeat().toNanos(), end());
        } catch (DataAccessException | TransactionException failure) {
            if (!response.isCommitted()) {
                throw failure;
            }
            log.debug("A stream ends, and its client comes again", failure);
        } finally {
            listener.leave();
        }
    }

    private Feed feed(Source source) throws InterruptedException {
        Feed feed = feeds.get(source);
        if (feed == null) {
            throw new IllegalArgumentException("There is no feed of " + source.view());
        }
        if (stopping || !feed.isReady(READY_NANOS)) {
            throw new RetryLater(ProblemCode.UNAVAILABLE, "There are no streams here at the moment.", RETRY);
        }
        return feed;
    }

    /** When the caller's token is no longer good, by {@link System#nanoTime()}. */
    private long end() {
        Instant expiry = Callers.currentExpiry();
        Duration left = expiry == null ? LONGEST : Duration.between(clock.instant(), expiry);
        return System.nanoTime() + (left.compareTo(LONGEST) < 0 ? left : LONGEST).toNanos();
    }

    private static void head(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would otherwise keep events until it has enough of them.
        response.setHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void start() {
        running = true;
        feeds.values().forEach(Feed::start);
    }

    @Override
    public void stop() {
        stopping = true;
        running = false;
        stopped.countDown();
        feeds.values().forEach(Feed::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
