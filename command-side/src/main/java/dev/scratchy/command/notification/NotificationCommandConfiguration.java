package dev.scratchy.command.notification;

import dev.scratchy.command.dispatch.AggregateLocks;
import dev.scratchy.command.snapshot.Snapshots;
import dev.scratchy.shared.eventlog.SnapshotType;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotificationCommandConfiguration {

    /** A new revision with every change of the fields: {@code contract/snapshots} says how. */
    @Bean
    SnapshotType inboxSnapshots() {
        return new SnapshotType("Inbox", 1, Inbox.class);
    }

    @Bean
    ConfigurerModule inboxes(NotifiedEventTable events) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(Inbox.class)
                        .configureFilterEventsByType(c -> true)
                        .configureSnapshotTrigger(Snapshots::everyHundredEvents)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(NotifiedEventTable.class, c -> events);
    }
}
