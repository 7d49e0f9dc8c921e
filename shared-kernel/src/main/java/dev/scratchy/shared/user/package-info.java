/**
 * What can have happened to a user.
 */
@NullMarked
package dev.scratchy.shared.user;

import org.jspecify.annotations.NullMarked;
