package dev.scratchy.shared.eventlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an aggregate's events, from its snapshot on where there is one.
 *
 * @param snapshot as it is stored, which this version may not be able to read
 */
record SavedStream(@Nullable StoredEvent snapshot, List<StoredEvent> events) {}
