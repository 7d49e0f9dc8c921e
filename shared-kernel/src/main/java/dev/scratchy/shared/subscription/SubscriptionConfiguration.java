package dev.scratchy.shared.subscription;

import dev.scratchy.shared.database.OwnConnections;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    @Bean
    PostgresEventStore eventStore(
            PostgresEventStorageEngine engine, OwnConnections connections, MeterRegistry metrics, Clock clock) {
        var figures = new LogMetrics(metrics);
        var tail = new LogTail(engine, figures.wakeUps());
        figures.of(tail);
        // One channel per log: schemas are unique in a database, and so are its channels.
        String channel = connections.logSchema();
        return PostgresEventStore.builder(
                        engine,
                        tail,
                        new CommitNotifier(connections, channel),
                        new CommitListener(connections, channel, tail::committed),
                        figures,
                        clock)
                .build();
    }
}
