/**
 * Measures the system over HTTP, each figure beside a reference of the same run; {@link dev.scratchy.benchmarks.Walk} is the way
 * from a command to a cached read, {@link dev.scratchy.benchmarks.Scale} has many rows, {@link dev.scratchy.benchmarks.Log} is the event log alone, and
 * {@link dev.scratchy.benchmarks.Caching} the cache.
 */
@NullMarked
package dev.scratchy.benchmarks;

import org.jspecify.annotations.NullMarked;
