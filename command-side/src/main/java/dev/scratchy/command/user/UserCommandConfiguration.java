package dev.scratchy.command.user;

import dev.scratchy.command.dispatch.AggregateLocks;
import dev.scratchy.command.snapshot.Snapshots;
import dev.scratchy.shared.eventlog.SnapshotType;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UserCommandConfiguration {

    /** A new revision with every change of the fields: {@code contract/snapshots} says how. */
    @Bean
    SnapshotType userSnapshots() {
        return new SnapshotType("User", 1, User.class);
    }

    @Bean
    ConfigurerModule users(UsernameReservations usernames, PostReservations posts) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(User.class)
                        .configureFilterEventsByType(c -> true)
                        .configureSnapshotTrigger(Snapshots::everyHundredEvents)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(UsernameReservations.class, c -> usernames)
                .registerComponent(OwnedPosts.class, c -> new OwnedPosts(posts, c.eventBus()))
                .registerCommandHandler(c -> new FollowUsers(c.repository(User.class), usernames));
    }
}
