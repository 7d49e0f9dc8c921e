package dev.scratchy.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads that send requests as fast as they are answered. Platform threads, as the server's are virtual and share carriers. */
final class Clients implements AutoCloseable {

    /** For one side of one round; a run on an idle machine takes seconds. */
    private static final long LONGEST_SECONDS = 120;

    private final int threads;
    private final RunningSystem system;
    private final ExecutorService pool;

    Clients(int threads, RunningSystem system) {
        this.threads = threads;
        this.system = system;
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
    }

    /** A kind of request; it fails when the answer is not the expected one. */
    @FunctionalInterface
    interface Request {
        void send(Connection connection) throws IOException;
    }

    /** Sends so many requests in all and returns how many were answered per second. */
    double perSecond(int count, boolean anonymous, Request request) throws Exception {
        var left = new AtomicInteger(count);
        var started = new CyclicBarrier(threads + 1);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            running.add(pool.submit((Callable<@Nullable Void>) () -> {
                try (Connection connection = anonymous ? system.anonymous() : system.signedIn()) {
                    started.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                    while (left.getAndDecrement() > 0) {
                        request.send(connection);
                    }
                    return null;
                }
            }));
        }
        started.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        long begin = System.nanoTime();
        for (Future<?> thread : running) {
            await(thread);
        }
        return count * 1e9 / (System.nanoTime() - begin);
    }

    private static void await(Future<?> thread) throws Exception {
        try {
            thread.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            throw new IllegalStateException("A round took longer than " + LONGEST_SECONDS + " s.", slow);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A request failed: " + failure.getCause(), failure.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
