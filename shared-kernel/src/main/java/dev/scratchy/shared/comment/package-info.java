/**
 * What can have happened to a comment.
 */
@NullMarked
package dev.scratchy.shared.comment;

import org.jspecify.annotations.NullMarked;
