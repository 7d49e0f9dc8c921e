package dev.scratchy.query.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the writes of {@link SearchTable} read: the component names are the columns of their {@code json_to_recordset}. */
sealed interface SearchRow {

    record New(String id, String title, String content, Instant at) implements SearchRow {}

    record Changed(
            String id, @Nullable String title, @Nullable String content, Instant at) implements SearchRow {}

    record Id(String id) implements SearchRow {}
}
