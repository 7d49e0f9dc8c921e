/**
 * The language both sides speak, and the log both sides use.
 */
@NullMarked
package dev.scratchy.shared;

import org.jspecify.annotations.NullMarked;
