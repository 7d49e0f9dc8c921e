/**
 * Measures the system over HTTP, each figure beside a reference of the same run; {@link dev.scratchy.benchmarks.Walk} is the way
 * from a command to a cached read, {@link dev.scratchy.benchmarks.Scale} has many rows.
 */
@NullMarked
package dev.scratchy.benchmarks;

import org.jspecify.annotations.NullMarked;
