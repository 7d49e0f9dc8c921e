package dev.scratchy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that append at the same time, each its next transaction as soon as the one before is committed. */
final class Writers {

    private static final long LONGEST_SECONDS = 120;

    private Writers() {}

    /** One transaction. */
    @FunctionalInterface
    interface Append {
        void append() throws Exception;
    }

    /** Appends for so many milliseconds, and returns how many transactions were committed in a second. */
    static double perSecond(int threads, int millis, Append append) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long begin = System.nanoTime();
            long end = begin + millis * 1_000_000L;
            List<Future<Integer>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit((Callable<Integer>) () -> {
                    int appended = 0;
                    while (System.nanoTime() < end) {
                        append.append();
                        appended++;
                    }
                    return appended;
                }));
            }
            int appended = 0;
            for (Future<Integer> thread : running) {
                appended += thread.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            }
            return appended * 1e9 / (System.nanoTime() - begin);
        }
    }
}
