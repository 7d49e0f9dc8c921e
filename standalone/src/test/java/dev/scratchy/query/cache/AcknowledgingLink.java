package dev.scratchy.query.cache;

import dev.scratchy.query.cache.SharedVersions.Known;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * Tells all processes what has been acknowledged, whether a writer has invalidated it or any node's upkeep has made up for it.
 * It says no more than is certain: of each item the version whose commit had returned before the invalidation was sent.
 */
class AcknowledgingLink extends RedisLink {

    private final SharedVersions versions;

    AcknowledgingLink(Cache.Parts parts, SharedVersions versions) {
        super(parts.redis, parts.settings.timeout(), parts.listeners);
        this.versions = versions;
    }

    @Override
    boolean invalidate(Collection<String> references) {
        int[] items = references.stream()
                .flatMapToInt(reference -> reference.endsWith("*")
                        ? IntStream.range(0, versions.items())
                        : IntStream.of(Items.of(reference)))
                .toArray();
        long[] before = IntStream.of(items)
                .mapToLong(item -> versions.get(Known.COMMITTED, item))
                .toArray();
        boolean acknowledged = invalidated(references);
        if (acknowledged) {
            for (int at = 0; at < items.length; at++) {
                versions.raise(Known.ACKNOWLEDGED, items[at], before[at]);
            }
        }
        return acknowledged;
    }

    /** The real thing. */
    boolean invalidated(Collection<String> references) {
        return super.invalidate(references);
    }
}
