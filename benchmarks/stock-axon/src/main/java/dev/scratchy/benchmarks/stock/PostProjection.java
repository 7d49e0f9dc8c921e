package dev.scratchy.benchmarks.stock;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Writes the view in the transaction of the command, so that the next query sees it. */
@Component
@ProcessingGroup("posts")
class PostProjection {

    private final PostTable table;

    PostProjection(PostTable table) {
        this.table = table;
    }

    @EventHandler
    void on(PostCreated event) {
        table.insert(event.id(), event.title(), event.content());
    }
}
