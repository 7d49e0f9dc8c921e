package dev.scratchy.shared.subscription;

import dev.scratchy.shared.database.Notifier;
import dev.scratchy.shared.database.OwnConnections;

/** Tells other nodes that something was committed. A notification that is lost costs no more than the safety poll. */
final class CommitNotifier implements AutoCloseable {

    private final Notifier notifier;
    private boolean anyPosition;
    private long position;

    CommitNotifier(OwnConnections connections, String channel) {
        notifier = new Notifier(connections, channel, this::news, this::unsent);
    }

    /**
     * Has it told to others, soon.
     *
     * @param committed the position, or 0 when it is not known
     */
    void committed(long committed) {
        synchronized (this) {
            position = Math.max(position, committed);
            anyPosition |= committed == 0;
        }
        notifier.signal();
    }

    /** The highest position, or 0 when one is not known: who has read the highest known one already would not look. */
    private synchronized String news() {
        long told = anyPosition ? 0 : position;
        anyPosition = false;
        return Long.toString(told);
    }

    /** What could not be sent is not forgotten. */
    private synchronized void unsent() {
        anyPosition = true;
    }

    @Override
    public void close() {
        notifier.close();
    }
}
