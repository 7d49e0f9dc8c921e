package dev.scratchy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Virtual threads, like those of a server's requests, each of which asks again as soon as it has its answer. */
final class Callers {

    private Callers() {}

    /** So many of them for so many milliseconds; the figure is answers a second. */
    static Comparison.Side perSecond(int callers, int millis, Timing.Question question) {
        return () -> {
            var answered = new LongAdder();
            long begin = System.nanoTime();
            long end = begin + millis * 1_000_000L;
            run(callers, () -> {
                while (System.nanoTime() < end) {
                    question.ask();
                    answered.increment();
                }
            });
            return answered.sum() * 1e9 / (System.nanoTime() - begin);
        };
    }

    /** Has so many ask at the same time, and waits for all. */
    static void run(int callers, Timing.Question each) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                running.add(threads.submit((Callable<@Nullable Void>) () -> {
                    each.ask();
                    return null;
                }));
            }
        }
        for (Future<?> caller : running) {
            try {
                caller.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException("A caller failed: " + failure.getCause(), failure.getCause());
            }
        }
    }
}
