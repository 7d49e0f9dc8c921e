/**
 * The way to PostgreSQL: the pool and its settings, the migrations, and a clear word at start when either will not do.
 */
@NullMarked
package dev.scratchy.shared.database;

import org.jspecify.annotations.NullMarked;
