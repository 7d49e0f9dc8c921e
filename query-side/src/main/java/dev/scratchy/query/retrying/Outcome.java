package dev.scratchy.query.retrying;

/**
 * What came of trying letters again.
 *
 * @param retried letters whose events are in the view now
 * @param remaining letters that the projection still has
 */
public record Outcome(int retried, long remaining) {}
