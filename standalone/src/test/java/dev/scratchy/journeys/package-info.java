/**
 * The whole system, driven over HTTP as its users do.
 */
@NullMarked
package dev.scratchy.journeys;

import org.jspecify.annotations.NullMarked;
