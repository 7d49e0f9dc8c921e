package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.Collection;

/**
 * Hears what the cache does, for metrics and tests. Called in the thread that does it, so it must be quick; what it throws is
 * logged and otherwise without effect.
 */
public interface CacheListener {

    /** Answered from the cache. */
    default void hit(String query, String key) {}

    /** Answered from the cache with a result that is being loaded anew, or that could not be. */
    default void staleHit(String query, String key) {}

    /** Not in the cache, or no more valid: this caller loads it and keeps it. */
    default void miss(String query, String key) {}

    /** Not in the cache, and somebody else is loading it: this caller waits a while. */
    default void waited(String query, String key) {}

    /** Loaded without the cache, because Redis does not answer or a load that was waited for took too long. */
    default void bypassed(String query, String key) {}

    /** Shares the look of another caller of the same node. */
    default void deduplicated(String query, String key) {}

    /** A result was loaded. */
    default void loaded(String query, String key, Duration duration) {}

    /** A load failed, or an entry could not be kept or read; query and key are empty when it was about none. */
    default void failed(String query, String key, Throwable failure) {}

    /** Invalidated by this node, as far as it knows. */
    default void invalidated(Collection<String> references, boolean acknowledged) {}

    /** From now on this node does without Redis, or not any more. */
    default void breaker(boolean open) {}

    /** The self-check found an entry that counts and is not what a load gives. */
    default void inconsistent(String query, String key) {}
}
