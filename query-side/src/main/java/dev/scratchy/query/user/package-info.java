/**
 * Users as they are read, and whom they follow. {@link dev.scratchy.query.user.UserProjection} writes,
 * {@link dev.scratchy.query.user.UserTable} and {@link dev.scratchy.query.user.FollowTable} have the SQL,
 * {@link dev.scratchy.query.user.UserQueries} caches, {@link dev.scratchy.query.user.UserQueryController} answers.
 */
@NullMarked
package dev.scratchy.query.user;

import org.jspecify.annotations.NullMarked;
