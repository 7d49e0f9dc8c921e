/**
 * Everything that can be wished for with a comment. {@link dev.scratchy.command.comment.Comment} decides,
 * {@link dev.scratchy.command.comment.CommentCommandController} is the way in.
 */
@NullMarked
package dev.scratchy.command.comment;

import org.jspecify.annotations.NullMarked;
