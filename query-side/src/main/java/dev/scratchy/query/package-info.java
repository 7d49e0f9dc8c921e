/**
 * Deployable 2: events become views, views become HTTP answers.
 */
@NullMarked
package dev.scratchy.query;

import org.jspecify.annotations.NullMarked;
