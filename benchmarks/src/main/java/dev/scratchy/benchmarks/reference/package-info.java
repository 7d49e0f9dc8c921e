/**
 * What Scratchy is measured against: the plainest endpoints that could do the same, in the same application and behind the same
 * security chain.
 */
@NullMarked
package dev.scratchy.benchmarks.reference;

import org.jspecify.annotations.NullMarked;
