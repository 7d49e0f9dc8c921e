/**
 * Cached queries on Redis, with references by which results are invalidated. Knows nothing else of the project.
 *
 * <p>The rule: every entry carries a number that Redis gave out before the entry's load began, and Redis keeps for each
 * reference the number of its last invalidation. An entry counts only while none of its references has a greater number.
 * So a load that was under way while its data changed can store what it likes: nobody will be served from it.
 */
@NullMarked
package dev.scratchy.query.cache;

import org.jspecify.annotations.NullMarked;
