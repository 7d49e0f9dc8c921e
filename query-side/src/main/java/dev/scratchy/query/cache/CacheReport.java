package dev.scratchy.query.cache;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one node's cache stands.
 *
 * @param overdueInvalidations written down and not acknowledged in time, when this node looked last; {@code null} while it cannot
 * @param localEntries results that are held in this process, valid or not
 */
public record CacheReport(
        Breaker breaker, @Nullable Long overdueInvalidations, long localEntries, List<Query> queries) {

    /** Whether queries are answered from Redis. */
    public enum Breaker {
        /** They are. */
        @JsonProperty("closed")
        CLOSED,
        /** They are not, for now. */
        @JsonProperty("open")
        OPEN
    }

    /**
     * What became of the reads of one query since this process began.
     *
     * @param hits answered from the cache
     * @param staleHits answered from the cache with what was to be loaded anew
     * @param misses loaded and kept
     * @param waits times that a caller found somebody else loading
     * @param bypasses loaded without the cache
     * @param deduplicated answered together with another caller
     * @param loads of the database
     * @param failures of loads, or of keeping their results
     * @param inconsistencies found by the self-check; more than none is a fault of Scratchy
     * @param meanLoadMillis 0 when there was none
     */
    @Schema(name = "CachedQuery")
    public record Query(
            String name,
            long hits,
            long staleHits,
            long misses,
            long waits,
            long bypasses,
            long deduplicated,
            long loads,
            long failures,
            long inconsistencies,
            double meanLoadMillis) {}
}
