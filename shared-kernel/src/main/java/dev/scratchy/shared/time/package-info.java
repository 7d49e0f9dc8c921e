/**
 * The clock, injected wherever the time of day is asked for.
 */
@NullMarked
package dev.scratchy.shared.time;

import org.jspecify.annotations.NullMarked;
