/**
 * Bearer tokens for whoever asks: for trying things out on one's own machine, and in no other launcher.
 */
@NullMarked
package dev.scratchy.standalone.tokens;

import org.jspecify.annotations.NullMarked;
