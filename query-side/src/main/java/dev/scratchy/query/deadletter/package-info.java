/**
 * Events that a projection could not digest, put aside with everything behind them that must not overtake them, so that all
 * others can go on; and what became of them.
 */
@NullMarked
package dev.scratchy.query.deadletter;

import org.jspecify.annotations.NullMarked;
