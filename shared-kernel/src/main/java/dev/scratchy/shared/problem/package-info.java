/**
 * Why something is refused, in words that a client can act on: a stable code, and for a person a sentence.
 */
@NullMarked
package dev.scratchy.shared.problem;

import org.jspecify.annotations.NullMarked;
