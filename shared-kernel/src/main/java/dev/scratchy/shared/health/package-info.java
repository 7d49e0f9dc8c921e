/**
 * Whether a process is well, for those who decide whether it gets requests.
 */
@NullMarked
package dev.scratchy.shared.health;

import org.jspecify.annotations.NullMarked;
