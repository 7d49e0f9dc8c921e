/**
 * How what is measured goes out. What is measured, each part says for itself.
 */
@NullMarked
package dev.scratchy.shared.metrics;

import org.jspecify.annotations.NullMarked;
