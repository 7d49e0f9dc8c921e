package dev.scratchy.shared.eventlog;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;

/**
 * A kind of event.
 *
 * @param name what it is called in the log, for ever
 * @param revision which form of its JSON is written today, counted from 1; the earlier ones are in the log too
 * @param type the class that it is read into today
 */
record EventType(String name, int revision, Class<?> type) {

    /** How the log names what is written today. */
    SerializedType stored() {
        return stored(name, revision);
    }

    static SerializedType stored(String name, int revision) {
        return new SimpleSerializedType(name, Integer.toString(revision));
    }
}
