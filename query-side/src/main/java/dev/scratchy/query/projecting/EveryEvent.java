package dev.scratchy.query.projecting;

import org.axonframework.eventhandling.EventHandler;

/**
 * Stands beside each projection and handles every event by doing nothing. Without it Axon filters the types that a projection
 * does not handle out of its stream, and its position stops at the last event that it does: a projection that has seen the
 * whole log would look as if it lagged behind.
 */
final class EveryEvent {

    @EventHandler
    void on(Object event) {}
}
