package dev.scratchy.command.dispatch;

import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;

/** On one node, commands for one aggregate queue up instead of conflicting in the database. */
public final class AggregateLocks {

    /** Times 10 ms, the factory's default per attempt: 5 s in the queue, where Axon's own default is a minute. */
    private static final int ATTEMPTS = 500;

    private AggregateLocks() {}

    /** New locks for a repository; not shared by a constant, or two nodes in one JVM, as tests have them, would be one. */
    public static LockFactory create() {
        return PessimisticLockFactory.builder().acquireAttempts(ATTEMPTS).build();
    }
}
