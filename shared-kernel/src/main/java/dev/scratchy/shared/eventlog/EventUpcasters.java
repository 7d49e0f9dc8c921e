package dev.scratchy.shared.eventlog;

import java.util.List;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * The steps that make stored events of earlier revisions into today's. They are applied whenever an event is read: into an
 * aggregate, a projection, or out of the dead letters.
 */
final class EventUpcasters {

    /** Of one event type from the lowest revision upwards, because each takes what the one before it made. */
    private static final List<JsonUpcaster> IN_ORDER = List.of();

    private EventUpcasters() {}

    static EventUpcasterChain chain() {
        return new EventUpcasterChain(IN_ORDER);
    }
}
