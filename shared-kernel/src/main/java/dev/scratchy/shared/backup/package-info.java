/**
 * The log as a file, and what has to be done when a log was restored: what an operator runs while nothing else does. The format
 * of the file is in {@code docs/reference/log-export.md}.
 */
@NullMarked
package dev.scratchy.shared.backup;

import org.jspecify.annotations.NullMarked;
