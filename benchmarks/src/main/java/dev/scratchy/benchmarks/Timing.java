package dev.scratchy.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How long one client waits for an answer. One, because the system lets those who ask the same at the same time share one load. */
final class Timing {

    private Timing() {}

    /** Something that is asked. */
    @FunctionalInterface
    interface Question {
        void ask() throws Exception;
    }

    /** Asks again and again for so many milliseconds, and at least once; the figure is the median in milliseconds. */
    static Comparison.Side of(int millis, Question question) {
        return () -> {
            List<Double> answered = new ArrayList<>();
            long end = System.nanoTime() + millis * 1_000_000L;
            do {
                long begin = System.nanoTime();
                question.ask();
                answered.add((System.nanoTime() - begin) / 1e6);
            } while (System.nanoTime() < end);
            return new Spread(answered).median();
        };
    }
}
