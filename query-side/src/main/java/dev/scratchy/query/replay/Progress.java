package dev.scratchy.query.replay;

import org.jspecify.annotations.Nullable;

/**
 * How far a projection is on this node.
 *
 * @param position everything in the log up to here is in its view
 * @param running whether this node runs it
 * @param error what keeps it from going on, retried until it does not, or {@code null}
 */
public record Progress(
        long position, boolean running, @Nullable String error) {}
