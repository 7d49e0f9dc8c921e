package dev.scratchy.query.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post that was found.
 *
 * @param status as the post itself says it
 * @param snippet HTML: the place in the content, or its beginning when only the title has what was searched for
 */
record SearchHit(
        String id,
        String title,
        String slug,
        String status,
        String authorId,
        List<String> tags,
        @Nullable Instant publishedAt,
        String snippet) {}
