package dev.scratchy.benchmarks;

import java.util.Arrays;
import java.util.List;

/** Figures of the same thing, in ascending order. */
record Spread(List<Double> ascending) {

    Spread {
        ascending = ascending.stream().sorted().toList();
    }

    static Spread of(double... figures) {
        return new Spread(Arrays.stream(figures).boxed().toList());
    }

    double median() {
        return percentile(50);
    }

    /** The smallest figure that so many per cent are not above. */
    double percentile(int percent) {
        return ascending.get((int) Math.ceil(ascending.size() * percent / 100.0) - 1);
    }

    double min() {
        return ascending.getFirst();
    }

    double max() {
        return ascending.getLast();
    }
}
