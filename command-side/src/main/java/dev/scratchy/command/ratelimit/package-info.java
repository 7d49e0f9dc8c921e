/**
 * How many commands a caller may send: one budget for all nodes, kept in Redis. While Redis does not answer, everybody may send
 * as many as they like.
 */
@NullMarked
package dev.scratchy.command.ratelimit;

import org.jspecify.annotations.NullMarked;
