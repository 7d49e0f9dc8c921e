/**
 * Reading one's own writes: a query that is given a token waits until the views that it reads have come so far, on whichever node
 * they are written. {@link dev.scratchy.query.consistency.ViewPosition} argues when that is.
 */
@NullMarked
package dev.scratchy.query.consistency;

import org.jspecify.annotations.NullMarked;
