/**
 * Both sides in one JVM, with a PostgreSQL and a Redis of their own: the way to run Scratchy with nothing installed.
 */
@NullMarked
package dev.scratchy.standalone;

import org.jspecify.annotations.NullMarked;
