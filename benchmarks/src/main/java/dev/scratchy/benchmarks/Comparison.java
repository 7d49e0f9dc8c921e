package dev.scratchy.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A subject beside its reference: in each round both are measured once, and which comes first changes with every round. */
final class Comparison {

    /** Measures one side once, in whatever unit both sides have. */
    @FunctionalInterface
    interface Side {
        double figure() throws Exception;
    }

    private final String name;
    private final Side reference;
    private final Side subject;

    Comparison(String name, Side reference, Side subject) {
        this.name = name;
        this.reference = reference;
        this.subject = subject;
    }

    String name() {
        return name;
    }

    /** What came out; ratios are those of the rounds, subject to reference. */
    record Result(String name, Spread reference, Spread subject, Spread ratio) {}

    Result measure(int rounds) throws Exception {
        List<Double> references = new ArrayList<>();
        List<Double> subjects = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean referenceFirst = round % 2 == 0;
            double first = (referenceFirst ? reference : subject).figure();
            double second = (referenceFirst ? subject : reference).figure();
            references.add(referenceFirst ? first : second);
            subjects.add(referenceFirst ? second : first);
            ratios.add(subjects.getLast() / references.getLast());
        }
        return new Result(name, new Spread(references), new Spread(subjects), new Spread(ratios));
    }

    /** Rounds that do not count, until the time is over. */
    void warmUp(long seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        do {
            measure(1);
        } while (System.nanoTime() < end);
    }
}
