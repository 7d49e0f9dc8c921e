package dev.scratchy.shared.post;

import java.time.Instant;

/**
 * A draft became public.
 *
 * @param publishedAt the date it carries, which may lie before the time of the event (an import)
 */
public record PostPublished(String postId, Instant publishedAt) implements PostEvent {}
