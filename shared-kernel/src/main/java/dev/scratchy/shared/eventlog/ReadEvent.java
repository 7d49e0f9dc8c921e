package dev.scratchy.shared.eventlog;

import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * An event on its way to whoever follows the log. Its payload becomes an object when somebody asks for it, once for all.
 *
 * @param bytes of its payload's JSON
 */
public record ReadEvent(long position, int bytes, TrackedEventMessage<?> message) {}
