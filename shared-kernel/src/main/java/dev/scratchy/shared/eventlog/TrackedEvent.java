package dev.scratchy.shared.eventlog;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;

/**
 * An event and its place in the log.
 *
 * @param bytes of its payload's JSON
 */
record TrackedEvent(long position, int bytes, StoredEvent event) {

    TrackedDomainEventData<String> data() {
        return new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(position), event);
    }
}
