package dev.scratchy.shared.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are histograms. Always the same few buckets: percentiles of all nodes together can be reckoned from them, and
 * how many series there are does not depend on how long things take.
 */
final class Buckets implements MeterFilter {

    private static final Set<String> HISTOGRAMS =
            Set.of("http.server.requests", "scratchy.log.append", "scratchy.log.wakeup", "scratchy.cache.load");

    private static final double NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final double[] UP_TO = DoubleStream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
            .map(millis -> millis * NANOS)
            .toArray();

    @Override
    public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (!HISTOGRAMS.contains(id.getName())) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(UP_TO)
                .build()
                .merge(config);
    }
}
