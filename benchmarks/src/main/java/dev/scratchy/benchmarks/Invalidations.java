package dev.scratchy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Others who invalidate one reference after the other meanwhile, so many a second. */
final class Invalidations implements AutoCloseable {

    private static final int REFERENCES = 1_000;

    /** Each waits for the disk of PostgreSQL. */
    private static final int WRITERS = 8;

    private final CacheNode node;
    private final int perSecond;
    private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final long begin = System.nanoTime();
    private volatile boolean stopped;

    Invalidations(CacheNode node, int perSecond) {
        this.node = node;
        this.perSecond = perSecond;
        for (int writer = 0; writer < WRITERS; writer++) {
            running.add(pool.submit(this::invalidate));
        }
    }

    private void invalidate() {
        long every = Math.round(WRITERS * 1e9 / perSecond);
        long next = System.nanoTime();
        while (!stopped) {
            node.invalidate("others:" + done.get() % REFERENCES);
            done.incrementAndGet();
            // Without a debt: what was missed is not made up for in a burst.
            next = Math.max(next + every, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /**
     * Ends it, and fails if one of them has failed.
     *
     * @return how many a second there were, fewer than wanted where the machine does not make more
     */
    double stop() throws InterruptedException, ExecutionException {
        double rate = done.get() * 1e9 / (System.nanoTime() - begin);
        stopped = true;
        for (Future<?> writer : running) {
            writer.get();
        }
        return rate;
    }

    @Override
    public void close() {
        stopped = true;
        pool.close();
    }
}
