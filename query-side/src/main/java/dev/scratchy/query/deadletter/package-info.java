/**
 * Events that a projection could not digest, put aside with everything behind them in their sequence, so that all others can go
 * on. The queue is Axon's; its table and what a letter looks like in it are ours.
 */
@NullMarked
package dev.scratchy.query.deadletter;

import org.jspecify.annotations.NullMarked;
