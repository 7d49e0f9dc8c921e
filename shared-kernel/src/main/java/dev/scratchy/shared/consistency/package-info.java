/**
 * The token that a command is answered with and that queries take: how far in the log somebody has to be to have seen what the
 * command did. Both sides speak it, so it is known to both.
 */
@NullMarked
package dev.scratchy.shared.consistency;

import org.jspecify.annotations.NullMarked;
