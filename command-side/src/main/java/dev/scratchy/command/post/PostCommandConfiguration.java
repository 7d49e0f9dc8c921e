package dev.scratchy.command.post;

import dev.scratchy.command.dispatch.AggregateLocks;
import dev.scratchy.command.snapshot.Snapshots;
import dev.scratchy.shared.eventlog.SnapshotType;
import java.time.Clock;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PostCommandConfiguration {

    /** A new revision with every change of the fields: {@code contract/snapshots} says how. */
    @Bean
    SnapshotType postSnapshots() {
        return new SnapshotType("Post", 1, Post.class);
    }

    @Bean
    ConfigurerModule posts(SlugReservations slugs, Clock clock) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(Post.class)
                        // Without it another aggregate's id would load a post that has nothing in it.
                        .configureFilterEventsByType(c -> true)
                        .configureSnapshotTrigger(Snapshots::everyHundredEvents)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(SlugReservations.class, c -> slugs)
                .registerComponent(Clock.class, c -> clock)
                .registerCommandHandler(c -> new UpsertPosts(c.repository(Post.class), slugs));
    }
}
