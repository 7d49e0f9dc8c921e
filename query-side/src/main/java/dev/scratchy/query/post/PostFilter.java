package dev.scratchy.query.post;

import org.jspecify.annotations.Nullable;

/**
 * Which posts a list is of.
 *
 * @param author a user's ULID, or {@code null} for any
 * @param tag or {@code null} for any
 */
record PostFilter(
        PostStatus status,
        @Nullable String author,
        @Nullable String tag) {}
