package dev.scratchy.query.cache;

import dev.scratchy.query.cache.SharedVersions.Count;
import java.time.Duration;
import java.util.Collection;

/** Counts what a node's cache does where all processes see it. */
record Counting(SharedVersions versions) implements CacheListener {

    @Override
    public void hit(String query, String key) {
        versions.add(Count.HITS);
    }

    @Override
    public void staleHit(String query, String key) {
        versions.add(Count.STALE_HITS);
    }

    @Override
    public void miss(String query, String key) {
        versions.add(Count.MISSES);
    }

    @Override
    public void waited(String query, String key) {
        versions.add(Count.WAITS);
    }

    @Override
    public void bypassed(String query, String key) {
        versions.add(Count.BYPASSES);
    }

    @Override
    public void deduplicated(String query, String key) {
        versions.add(Count.DEDUPLICATED);
    }

    @Override
    public void loaded(String query, String key, Duration duration) {
        versions.add(Count.LOADS);
    }

    @Override
    public void failed(String query, String key, Throwable failure) {
        if (!query.isEmpty()) {
            versions.add(Count.FAILED_LOADS);
        }
    }

    @Override
    public void invalidated(Collection<String> references, boolean acknowledged) {
        versions.add(acknowledged ? Count.INVALIDATIONS : Count.NOT_ACKNOWLEDGED);
    }

    @Override
    public void breaker(boolean open) {
        if (open) {
            versions.add(Count.BREAKER_OPENED);
        }
    }
}
