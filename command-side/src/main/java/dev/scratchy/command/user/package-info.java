/**
 * Everything that can be wished for with an account. {@link dev.scratchy.command.user.User} decides,
 * {@link dev.scratchy.command.user.UserCommandController} is the way in; {@link dev.scratchy.command.user.UserRegistration} is
 * the way of a launcher that hands out tokens itself.
 */
@NullMarked
package dev.scratchy.command.user;

import org.jspecify.annotations.NullMarked;
