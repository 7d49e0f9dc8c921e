package dev.scratchy.command.comment;

import dev.scratchy.command.dispatch.AggregateLocks;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommentCommandConfiguration {

    @Bean
    ConfigurerModule comments(CommentReservations comments) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(Comment.class)
                        .configureFilterEventsByType(c -> true)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(CommentReservations.class, c -> comments);
    }
}
