package dev.scratchy.query.projecting;

import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.serialization.SerializationException;

/** Where the events of one projection stand among each other, also those that cannot be read. */
public final class Sequences {

    private final Projection projection;

    Sequences(Projection projection) {
        this.projection = projection;
    }

    /** Of an event that cannot be read, all that is known is whose it is. */
    Sequence of(EventMessage<?> event) {
        try {
            return projection.sequence(event.getPayload());
        } catch (SerializationException unreadable) {
            String about =
                    event instanceof DomainEventMessage<?> own ? own.getAggregateIdentifier() : event.getIdentifier();
            return new Sequence(Set.of(about), Set.of(about), about);
        }
    }

    /** Whether a segment has to handle an event. */
    public boolean isOf(Segment segment, EventMessage<?> event) {
        if (segment.getMask() == 0) {
            return true;
        }
        String share = of(event).share();
        return share == null || segment.matches(share);
    }
}
