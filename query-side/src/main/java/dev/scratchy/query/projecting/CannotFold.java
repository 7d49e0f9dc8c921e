package dev.scratchy.query.projecting;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;

/** An event cannot be handled, or what comes of it cannot be written; it will be the same again. */
public final class CannotFold extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotFold(EventMessage<?> event, Throwable cause) {
        super(cause.getClass().getSimpleName() + " at position " + PostgresEventStorageEngine.positionOf(event), cause);
    }

    /** Why. */
    public Throwable failure() {
        return Objects.requireNonNull(getCause());
    }
}
