package dev.scratchy.shared.subscription;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The figures of the log as this node sees it; the reference lists them. */
final class LogMetrics {

    private final MeterRegistry metrics;

    LogMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    Timer wakeUps() {
        return timer("scratchy.log.wakeup", "From the news of a commit until its event can be followed here");
    }

    Timer appends() {
        return timer("scratchy.log.append", "The insert of a command's events, without its commit");
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name).description(description).register(metrics);
    }

    void of(LogTail tail) {
        Gauge.builder("scratchy.log.head", tail, LogTail::head)
                .description("The last position that was given to an appender")
                .register(metrics);
        Gauge.builder("scratchy.log.mark", tail, LogTail::mark)
                .description("The position up to which the log is complete and read")
                .register(metrics);
        TimeGauge.builder(
                        "scratchy.log.mark.age",
                        tail,
                        TimeUnit.NANOSECONDS,
                        t -> t.markAge().toNanos())
                .description("For how long one transaction has kept the mark where it is")
                .register(metrics);
    }

    void of(Subscription subscription) {
        Gauge.builder("scratchy.projection.position", subscription, Subscription::position)
                .description("The last position that is in the view, as this node knows it")
                .tag("projection", subscription.name())
                .register(metrics);
        Gauge.builder("scratchy.projection.lag.events", subscription, Subscription::lag)
                .description("Complete positions that are not in the view")
                .tag("projection", subscription.name())
                .register(metrics);
        TimeGauge.builder(
                        "scratchy.projection.lag.time",
                        subscription,
                        TimeUnit.MILLISECONDS,
                        s -> s.lagTime().toMillis())
                .description("How long the oldest event that is not in the view has been in the log")
                .tag("projection", subscription.name())
                .register(metrics);
    }
}
