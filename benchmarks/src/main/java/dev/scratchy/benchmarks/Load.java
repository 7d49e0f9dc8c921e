package dev.scratchy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Others who write meanwhile, so many events a second, one a transaction. */
final class Load implements AutoCloseable {

    private static final int WRITERS = 8;

    private final Publisher publisher;
    private final double perSecond;
    private final ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    private final List<Future<?>> running = new ArrayList<>();
    private final long begin = System.nanoTime();
    private final long before;
    private volatile boolean stopped;

    Load(Publisher publisher, double perSecond) {
        this.publisher = publisher;
        this.perSecond = perSecond;
        this.before = publisher.published();
        for (int writer = 0; writer < WRITERS; writer++) {
            running.add(pool.submit(this::write));
        }
    }

    private void write() {
        long every = Math.round(WRITERS * 1e9 / perSecond);
        long next = System.nanoTime();
        while (!stopped) {
            publisher.publish(Written.events("Load", 1));
            next += every;
            // Without a debt: what was missed is not made up for in a burst.
            next = Math.max(next, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /**
     * Ends it.
     *
     * @return how many events a second there were, fewer than wanted where the machine does not make more
     */
    double stop() throws InterruptedException, ExecutionException {
        double rate = (publisher.published() - before) * 1e9 / (System.nanoTime() - begin);
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
