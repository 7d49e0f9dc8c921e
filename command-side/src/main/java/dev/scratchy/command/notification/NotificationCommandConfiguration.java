package dev.scratchy.command.notification;

import dev.scratchy.command.dispatch.AggregateLocks;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotificationCommandConfiguration {

    @Bean
    ConfigurerModule inboxes(NotifiedEventTable events) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(Inbox.class)
                        .configureFilterEventsByType(c -> true)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(NotifiedEventTable.class, c -> events);
    }
}
