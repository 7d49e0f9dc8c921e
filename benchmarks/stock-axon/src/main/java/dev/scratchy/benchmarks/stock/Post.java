package dev.scratchy.benchmarks.stock;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** A post, which can only be created. */
@Aggregate
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // filled by the first event, and read by Axon
class Post {

    @AggregateIdentifier
    private String id;

    /** For Axon, which folds a stream into an empty one. */
    Post() {}

    @CommandHandler
    Post(CreatePost wish) {
        apply(new PostCreated(wish.id(), wish.title(), wish.content()));
    }

    @EventSourcingHandler
    void on(PostCreated event) {
        id = event.id();
    }
}
