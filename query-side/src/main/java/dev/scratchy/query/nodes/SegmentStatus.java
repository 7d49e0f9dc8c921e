package dev.scratchy.query.nodes;

import org.jspecify.annotations.Nullable;

/**
 * One segment of a projection, as the token store has it.
 *
 * @param mask one less than the number of segments of its size
 * @param node that runs it, or {@code null} when nobody does
 * @param position up to which its token was written; of one that had nothing to do it may be some seconds old
 */
public record SegmentStatus(int segment, int mask, @Nullable String node, long position) {}
