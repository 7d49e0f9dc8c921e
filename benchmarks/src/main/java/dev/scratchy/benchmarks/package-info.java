/**
 * Measures the system over HTTP, each figure beside a reference of the same run; {@link dev.scratchy.benchmarks.Walk} is the way
 * through all of them.
 */
@NullMarked
package dev.scratchy.benchmarks;

import org.jspecify.annotations.NullMarked;
