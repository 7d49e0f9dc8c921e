/**
 * Posts as they are read. {@link dev.scratchy.query.post.PostProjection} writes, {@link dev.scratchy.query.post.PostTable} has the
 * SQL, {@link dev.scratchy.query.post.PostQueries} caches, {@link dev.scratchy.query.post.PostQueryController} answers.
 */
@NullMarked
package dev.scratchy.query.post;

import org.jspecify.annotations.NullMarked;
