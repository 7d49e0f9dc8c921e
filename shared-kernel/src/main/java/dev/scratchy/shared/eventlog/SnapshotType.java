package dev.scratchy.shared.eventlog;

import org.axonframework.serialization.SerializedType;

/**
 * A kind of aggregate of which snapshots are kept. Each is a bean beside its aggregate.
 *
 * @param name what its snapshots are called in the database, which no class name decides
 * @param revision to be raised with every change of the aggregate's fields or of what its events mean to them; snapshots of
 *     another revision are as none
 * @param type the aggregate's class
 */
public record SnapshotType(String name, int revision, Class<?> type) {

    SerializedType stored() {
        return EventType.stored(name, revision);
    }
}
