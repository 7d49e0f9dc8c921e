package dev.scratchy.command.post;

import dev.scratchy.command.dispatch.AggregateLocks;
import java.time.Clock;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PostCommandConfiguration {

    @Bean
    ConfigurerModule posts(SlugReservations slugs, Clock clock) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(Post.class)
                        // Without it another aggregate's id would load a post that has nothing in it.
                        .configureFilterEventsByType(c -> true)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(SlugReservations.class, c -> slugs)
                .registerComponent(Clock.class, c -> clock)
                .registerCommandHandler(c -> new UpsertPosts(c.repository(Post.class), slugs));
    }
}
