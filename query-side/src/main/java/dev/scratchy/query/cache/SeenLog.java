package dev.scratchy.query.cache;

import dev.scratchy.query.cache.SeenLogTable.End;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that no answer outlives the events that it is of; see {@link SeenLogTable}. */
class SeenLog {

    private static final Logger log = LoggerFactory.getLogger(SeenLog.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final SeenLogTable table;
    private final RedisLink link;
    private long lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();

    SeenLog(SeenLogTable table, RedisLink link) {
        this.table = table;
        this.link = link;
    }

    /**
     * Ends everything in Redis that is of another log.
     *
     * @return whether there is nothing of the kind any more
     */
    boolean settle() {
        String stored = link.seenLog();
        if (stored == null) {
            return false;
        }
        if (!stored.isEmpty() && !table.continues(End.of(stored))) {
            log.warn("The log was restored since Redis was told of it: everything in the cache has ended.");
            if (!link.invalidate(Set.of(Reference.EVERYTHING))) {
                return false;
            }
        }
        return link.seeLog(table.end().toString());
    }

    /** As {@link #settle()}, but not each time. */
    boolean settleNowAndThen() {
        if (System.nanoTime() - lookedAt < BETWEEN_LOOKS.toNanos()) {
            return true;
        }
        lookedAt = System.nanoTime();
        return settle();
    }
}
