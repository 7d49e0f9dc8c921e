package dev.scratchy.command.user;

import dev.scratchy.command.dispatch.AggregateLocks;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UserCommandConfiguration {

    @Bean
    ConfigurerModule users(UsernameReservations usernames, PostReservations posts) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(User.class)
                        .configureFilterEventsByType(c -> true)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(UsernameReservations.class, c -> usernames)
                .registerComponent(OwnedPosts.class, c -> new OwnedPosts(posts, c.eventBus()))
                .registerCommandHandler(c -> new FollowUsers(c.repository(User.class), usernames));
    }
}
