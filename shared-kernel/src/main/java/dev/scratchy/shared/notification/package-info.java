/**
 * What can have happened to the notifications of a user.
 */
@NullMarked
package dev.scratchy.shared.notification;

import org.jspecify.annotations.NullMarked;
