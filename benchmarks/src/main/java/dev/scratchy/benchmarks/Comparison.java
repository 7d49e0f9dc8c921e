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
        return interleaved(List.of(this), rounds).getFirst();
    }

    /** Measures all of them in each round, so that whatever else the machine does meanwhile is in all of them. */
    static List<Result> interleaved(List<Comparison> comparisons, int rounds) throws Exception {
        List<List<Round>> measured = new ArrayList<>();
        for (int number = 0; number < rounds; number++) {
            List<Round> round = new ArrayList<>();
            for (Comparison comparison : comparisons) {
                round.add(comparison.round(number % 2 == 0));
            }
            measured.add(round);
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            int which = i;
            results.add(comparisons
                    .get(i)
                    .result(measured.stream().map(round -> round.get(which)).toList()));
        }
        return results;
    }

    private record Round(double reference, double subject) {

        double ratio() {
            return subject / reference;
        }
    }

    private Round round(boolean referenceFirst) throws Exception {
        double first = (referenceFirst ? reference : subject).figure();
        double second = (referenceFirst ? subject : reference).figure();
        return referenceFirst ? new Round(first, second) : new Round(second, first);
    }

    private Result result(List<Round> rounds) {
        return new Result(
                name,
                new Spread(rounds.stream().map(Round::reference).toList()),
                new Spread(rounds.stream().map(Round::subject).toList()),
                new Spread(rounds.stream().map(Round::ratio).toList()));
    }

    /** Rounds that do not count, until the time is over. */
    void warmUp(long seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        do {
            measure(1);
        } while (System.nanoTime() < end);
    }
}
