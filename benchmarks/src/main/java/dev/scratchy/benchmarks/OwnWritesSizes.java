package dev.scratchy.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/**
 * How much {@link OwnWrites} measures.
 *
 * @param samples of each kind
 * @param warmUp samples before, that do not count
 * @param threads clients that change other posts meanwhile, in the second half
 * @param data where the temporary database is put
 */
record OwnWritesSizes(int samples, int warmUp, int threads, Path data) {

    /** Reads the command line. */
    static OwnWritesSizes parse(String... arguments) {
        Options options = Options.parse(
                Map.of("samples", "1000", "warm-up", "500", "threads", "2"),
                Map.of("samples", "100", "warm-up", "50"),
                arguments);
        return new OwnWritesSizes(
                options.number("samples"), options.number("warm-up"), options.number("threads"), options.data());
    }
}
