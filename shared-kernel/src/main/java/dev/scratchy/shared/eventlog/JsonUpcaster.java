package dev.scratchy.shared.eventlog;

import java.util.function.Consumer;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One step: the JSON of one revision of an event type becomes that of the next. An event stays one event, so that its position
 * and its aggregate's version stay what they are.
 */
final class JsonUpcaster extends SingleEventUpcaster {

    private final SerializedType from;
    private final SerializedType to;
    private final Consumer<ObjectNode> change;

    /**
     * A step.
     *
     * @param name the event type's, in the log
     * @param from the revision that it takes; it gives the next
     * @param change what it does to the payload, of which it is given a copy. A part that was optional may be absent
     */
    JsonUpcaster(String name, int from, Consumer<ObjectNode> change) {
        this.from = EventType.stored(name, from);
        this.to = EventType.stored(name, from + 1);
        this.change = change;
    }

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
        return event.getType().equals(from);
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
        return event.upcastPayload(to, JsonNode.class, payload -> {
            change.accept(payload.asObject());
            return payload;
        });
    }
}
