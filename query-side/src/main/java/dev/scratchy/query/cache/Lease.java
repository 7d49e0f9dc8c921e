package dev.scratchy.query.cache;

/**
 * The right to load an entry and keep it.
 *
 * @param generation which set of invalidations the number belongs to
 * @param number given out before the load begins
 * @param redisMillis Redis' clock when it was given, Unix time in ms
 * @param askedAt this node's {@link System#nanoTime} before it was asked for
 */
record Lease(long generation, long number, long redisMillis, long askedAt) {}
