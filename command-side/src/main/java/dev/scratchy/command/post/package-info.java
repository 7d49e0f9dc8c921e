/**
 * Everything that can be wished for with a post. The file list is the list of use cases; {@link dev.scratchy.command.post.Post}
 * decides, {@link dev.scratchy.command.post.PostCommandController} is the way in.
 */
@NullMarked
package dev.scratchy.command.post;

import org.jspecify.annotations.NullMarked;
