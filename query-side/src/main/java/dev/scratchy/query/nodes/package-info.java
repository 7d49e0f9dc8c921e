/**
 * Which node runs which segment of which projection: nodes say that they are there, share the segments out among each other, and
 * heed what an operator wants of a projection.
 */
@NullMarked
package dev.scratchy.query.nodes;

import org.jspecify.annotations.NullMarked;
