/**
 * Whether the views are those of the log: after a restore the log may be older than they are, or have gone on with other events
 * at the same positions.
 */
@NullMarked
package dev.scratchy.query.history;

import org.jspecify.annotations.NullMarked;
