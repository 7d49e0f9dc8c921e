package dev.scratchy.query.projecting;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.query.deadletter.DeadLetterTable;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins what a unit of work does to a view, and ends it: its rows are written before the commit, and what they outdate is
 * written down with them. The cache is told after the commit, and not before, when a reader could still load the old row.
 */
@Component
class Batches {

    private final JsonMapper json;
    private final Cache cache;
    private final ProjectionLock lock;
    private final DeadLetterTable letters;
    private final ProjectionFailures failures;
    private final ViewPositions positions;

    Batches(
            JsonMapper json,
            Cache cache,
            ProjectionLock lock,
            DeadLetterTable letters,
            ProjectionFailures failures,
            ViewPositions positions) {
        this.json = json;
        this.cache = cache;
        this.lock = lock;
        this.letters = letters;
        this.failures = failures;
        this.positions = positions;
    }

    /** The batch that a unit of work writes, begun with its first event. */
    ProjectionBatch of(UnitOfWork<?> work, String projection, Segment segment) {
        return work.getOrComputeResource(ProjectionBatch.KEY, key -> begin(work, projection, segment));
    }

    private ProjectionBatch begin(UnitOfWork<?> work, String projection, Segment segment) {
        lock.beginBatch(projection);
        if (segment.getMask() > 0) {
            // What triggers count is shared by all segments: two that write at once would meet there, in any order.
            lock.writeInTurn(projection);
        }
        var batch = new ProjectionBatch(json, failures.failedUpTo(projection));
        if (letters.isAnyOf(projection)) {
            batch.comesAfter(letters.sequencesByMark(projection), letters.count(projection));
        }
        work.onPrepareCommit(committing -> {
            batch.flush();
            if (!cache.invalidateAll(batch.invalidated(), batch::invalidationsWere)) {
                batch.invalidationsAreOutstanding();
            }
        });
        work.afterCommit(committed -> {
            failures.overcome(projection);
            if (batch.isOutstanding()) {
                positions.hold(projection, segment);
            }
        });
        return batch;
    }
}
