/**
 * Folding a projection anew from the whole log, and saying how far that has come.
 */
@NullMarked
package dev.scratchy.query.replay;

import org.jspecify.annotations.NullMarked;
