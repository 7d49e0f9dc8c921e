/**
 * What operators are told of the query side without asking: figures, and whether it is well.
 */
@NullMarked
package dev.scratchy.query.observing;

import org.jspecify.annotations.NullMarked;
