package dev.scratchy.query.replay;

import dev.scratchy.query.replay.ReplayTable.Running;
import java.util.function.Function;

/** One replay in transactions that hold it, so that no other node is at it at the same time. */
final class HeldReplay {

    /** Somebody wants it to end. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Another node carries it out now. */
    static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What was folded so far is of no use. */
    static final class BeginsAnew extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Means by;
    private final String id;
    private final String schema;

    HeldReplay(Means by, String id, String schema) {
        this.by = by;
        this.id = id;
        this.schema = schema;
    }

    /**
     * On the tables as everybody sees them.
     *
     * @throws Cancelled when that is wanted
     * @throws Taken when it is no longer this node's
     */
    <T> T inTransaction(Function<Running, T> work) {
        return whateverIsWanted(own -> {
            if (own.cancelWanted()) {
                throw new Cancelled();
            }
            return work.apply(own);
        });
    }

    /** Likewise on the new tables, by a commit that does not wait for the disk. */
    <T> T onNewTables(Function<Running, T> work) {
        return inTransaction(own -> {
            by.tables().here(schema, false);
            return work.apply(own);
        });
    }

    /** Likewise, also when it was cancelled. */
    <T> T whateverIsWanted(Function<Running, T> work) {
        return by.transactions()
                .execute(begun -> work.apply(by.replays().hold(id, by.node()).orElseThrow(Taken::new)));
    }
}
