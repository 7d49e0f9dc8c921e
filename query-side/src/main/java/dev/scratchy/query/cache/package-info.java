/**
 * Cached queries on Redis, with references by which results are invalidated. Knows nothing else of the project.
 *
 * <p>The rule: every entry carries a number that Redis gave out before the entry's load began, and Redis keeps for each
 * reference the number of its last invalidation. An entry counts only while none of its references has a greater number.
 * So a load that was under way while its data changed can store what it likes: nobody will be served from it.
 *
 * <p>To read: {@link dev.scratchy.query.cache.CachedQuery}, what a caller sees; {@link dev.scratchy.query.cache.Scripts}, the
 * rule; {@link dev.scratchy.query.cache.RedisLink}, when Redis is believed; {@link dev.scratchy.query.cache.Flights}, who may
 * share a look; {@link dev.scratchy.query.cache.LocalLevel} and {@link dev.scratchy.query.cache.KnownInvalidations}, hits
 * without a round trip;
 * {@link dev.scratchy.query.cache.Outbox} and {@link dev.scratchy.query.cache.Upkeep}, why no invalidation is lost.
 */
@NullMarked
package dev.scratchy.query.cache;

import org.jspecify.annotations.NullMarked;
