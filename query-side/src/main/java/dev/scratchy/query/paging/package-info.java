/**
 * Pages of a list.
 */
@NullMarked
package dev.scratchy.query.paging;

import org.jspecify.annotations.NullMarked;
