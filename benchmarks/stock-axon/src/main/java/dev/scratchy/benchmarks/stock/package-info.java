/**
 * Posts as Axon's starter has them, on plain PostgreSQL and with nothing of Scratchy: one command, one event, one view. How long
 * this takes to start is what the start of Scratchy is compared with.
 */
@NullMarked
package dev.scratchy.benchmarks.stock;

import org.jspecify.annotations.NullMarked;
