package dev.scratchy.query.projecting;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/** A handler failed at one of some events; it will again. */
public final class CannotFold extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotFold(List<? extends TrackedEventMessage<?>> events, Throwable cause) {
        super(
                cause.getClass().getSimpleName() + " between the positions "
                        + PostgresEventStorageEngine.positionOf(
                                events.getFirst().trackingToken()) + " and "
                        + PostgresEventStorageEngine.positionOf(events.getLast().trackingToken()),
                cause);
    }
}
