package dev.scratchy.query.post;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A post in a list: with an excerpt where the content would be. */
record PostSummary(
        String id,
        String title,
        String slug,
        String excerpt,
        PostStatus status,
        String authorId,
        List<String> tags,
        @Nullable Instant publishedAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
