/**
 * What can have happened to a post: the facts that command-side records and query-side folds into views. Raw strings and
 * instants only, nothing but the JDK, so that a stored event is read by any later version.
 */
@NullMarked
package dev.scratchy.shared.post;

import org.jspecify.annotations.NullMarked;
