/**
 * Who may send commands at all; whose post it is, the aggregate decides.
 */
@NullMarked
package dev.scratchy.command.security;

import org.jspecify.annotations.NullMarked;
