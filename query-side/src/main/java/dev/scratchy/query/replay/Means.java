package dev.scratchy.query.replay;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.projecting.Folding;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that a replay works with. */
record Means(
        ReplayTable replays,
        GenerationTable tables,
        DifferenceTable differences,
        ReplayMetrics metrics,
        Folding folding,
        PostgresEventStorageEngine events,
        TransactionTemplate transactions,
        Cache cache,
        OtherWork others,
        String node) {}
