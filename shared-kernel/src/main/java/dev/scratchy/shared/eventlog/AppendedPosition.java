package dev.scratchy.shared.eventlog;

import java.util.OptionalLong;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Where a unit of work's last event went in the log: known as soon as it is inserted, true once that is committed. */
public final class AppendedPosition {

    private static final String KEY = AppendedPosition.class.getName();

    private AppendedPosition() {}

    /** The position, when the unit of work has appended anything. */
    public static OptionalLong of(UnitOfWork<?> work) {
        return work.root().getResource(KEY) instanceof Long position ? OptionalLong.of(position) : OptionalLong.empty();
    }

    static void note(long position) {
        CurrentUnitOfWork.ifStarted(work -> work.root().resources().put(KEY, position));
    }
}
