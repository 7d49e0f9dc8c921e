/**
 * Comments as they are read. {@link dev.scratchy.query.comment.CommentProjection} writes,
 * {@link dev.scratchy.query.comment.CommentTable} has the SQL, {@link dev.scratchy.query.comment.CommentQueries} caches,
 * {@link dev.scratchy.query.comment.CommentQueryController} answers.
 */
@NullMarked
package dev.scratchy.query.comment;

import org.jspecify.annotations.NullMarked;
