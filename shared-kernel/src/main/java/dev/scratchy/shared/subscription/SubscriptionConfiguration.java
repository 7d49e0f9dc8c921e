package dev.scratchy.shared.subscription;

import dev.scratchy.shared.database.NotificationListener;
import dev.scratchy.shared.database.OwnConnections;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    @Bean
    LogMetrics logMetrics(MeterRegistry metrics) {
        return new LogMetrics(metrics);
    }

    @Bean
    LogTail logTail(PostgresEventStorageEngine engine, LogMetrics figures) {
        var tail = new LogTail(engine, figures.wakeUps());
        figures.of(tail);
        return tail;
    }

    @Bean
    HealthIndicator logHealthContributor(LogTail tail) {
        return new LogHealth(tail);
    }

    /**
     * Ended with the context, also when the start fails or nobody has asked Axon for the store: its subscriptions have a thread and
     * a connection by then, which every commit would wake for ever.
     */
    @Bean(destroyMethod = "shutDown")
    PostgresEventStore eventStore(
            PostgresEventStorageEngine engine,
            LogTail tail,
            LogMetrics figures,
            OwnConnections connections,
            Clock clock,
            ObjectProvider<Traces> traces) {
        // One channel per log: schemas are unique in a database, and so are its channels.
        String channel = connections.logSchema();
        return PostgresEventStore.builder(
                        engine,
                        tail,
                        new CommitNotifier(connections, channel),
                        new NotificationListener(
                                connections,
                                channel,
                                heard -> tail.committed(position(heard)),
                                // What was announced while nobody listened.
                                () -> tail.committed(0)),
                        figures,
                        clock,
                        traces.getIfAvailable(() -> Traces.NONE))
                .build();
    }

    /** Anybody may notify anything, and it is only a hint. */
    private static long position(String heard) {
        try {
            return Math.max(0, Long.parseLong(heard));
        } catch (NumberFormatException somethingElse) {
            return 0;
        }
    }
}
