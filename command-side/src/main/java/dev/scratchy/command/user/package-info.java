/**
 * Accounts: for now, having one.
 */
@NullMarked
package dev.scratchy.command.user;

import org.jspecify.annotations.NullMarked;
