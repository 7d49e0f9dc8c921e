package dev.scratchy.command.comment;

import dev.scratchy.command.dispatch.AggregateLocks;
import dev.scratchy.command.snapshot.Snapshots;
import dev.scratchy.shared.eventlog.SnapshotType;
import dev.scratchy.shared.openapi.Term;
import dev.scratchy.shared.openapi.Terms;
import java.util.List;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommentCommandConfiguration {

    /** A new revision with every change of the fields: {@code contract/snapshots} says how. */
    @Bean
    SnapshotType commentSnapshots() {
        return new SnapshotType("Comment", 1, Comment.class);
    }

    @Bean
    ConfigurerModule comments(CommentReservations comments) {
        return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(Comment.class)
                        .configureFilterEventsByType(c -> true)
                        .configureSnapshotTrigger(Snapshots::everyHundredEvents)
                        .configureLockFactory(c -> AggregateLocks.create()))
                .registerComponent(CommentReservations.class, c -> comments);
    }

    @Bean
    Terms wordsOfComments() {
        return () -> List.of(
                new Term("CommentWords", "What a comment says.", ""),
                Term.text("CommentWords.content", "Not blank.", "Well said.", 1, CommentRules.CONTENT_LENGTH));
    }
}
