package dev.scratchy.command.dispatch;

import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;

/** On one node, commands for one aggregate queue up instead of conflicting in the database. */
public final class AggregateLocks {

    /** Times 10 ms, the factory's default per attempt: 5 s in the queue, where Axon's own default is a minute. */
    private static final int ATTEMPTS = 500;

    public static final LockFactory FACTORY =
            PessimisticLockFactory.builder().acquireAttempts(ATTEMPTS).build();

    private AggregateLocks() {}
}
