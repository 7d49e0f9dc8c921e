package dev.scratchy.benchmarks;

import java.util.function.Function;

/** How each of the programs begins and ends. */
final class Program {

    /** What a program does with its settings. */
    interface Measurement<S> {
        void run(S settings) throws Exception;
    }

    private Program() {}

    /** Returns the exit code: 0 when everything was measured, 2 when it could not begin, otherwise 1. */
    static <S> int run(String[] arguments, Function<String[], S> parse, Measurement<S> measurement) {
        if (System.getenv("DATABASE_URL") != null || System.getenv("REDIS_URL") != null) {
            System.err.println("The benchmarks fill a database of their own: unset DATABASE_URL and REDIS_URL.");
            return 2;
        }
        S settings;
        try {
            settings = parse.apply(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        }
        try {
            measurement.run(settings);
            return 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (Exception failure) {
            failure.printStackTrace();
            return 1;
        }
    }
}
