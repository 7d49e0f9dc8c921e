package dev.scratchy.query.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scratchy.query.cache.KnownInvalidations.Known;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results in the memory of this node, so that a hit moves no payload. Whether one still counts is decided by the rule that Redis
 * has, with what {@link KnownInvalidations} has heard from it.
 */
final class LocalLevel {

    /** What an entry takes besides its payload and its references, roughly. */
    private static final int OVERHEAD = 200;

    private final KnownInvalidations invalidations;
    private final long bytes;
    private final Cache<String, Held> held;

    /**
     * Made empty.
     *
     * @param bytes of payload and references that are held, at most; 0 for none
     */
    LocalLevel(KnownInvalidations invalidations, long bytes) {
        this.invalidations = invalidations;
        this.bytes = bytes;
        this.held = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .<String, Held>weigher((key, value) -> value.weight)
                .build();
    }

    /** How a held result stands. */
    enum Verdict {
        COUNTS,
        /** Or it may have ended before this node began to listen. */
        ENDED,
        /** Redis did not answer. */
        UNKNOWN
    }

    /** A result, as its callers get it, with what it is checked for. */
    static final class Held {

        final @Nullable Object value;
        final long number;
        private final long generation;
        private final long checkedAt;
        private final List<String> references;
        private final long freshUntil;
        private final int weight;

        /**
         * From an entry.
         *
         * @param checkedAt the last number given out when Redis said that it counts, or its own
         * @param freshUntil by {@link System#nanoTime}
         */
        Held(Entry entry, @Nullable Object value, long checkedAt, long freshUntil) {
            this.value = value;
            this.generation = entry.generation();
            this.number = entry.number();
            this.checkedAt = checkedAt;
            this.references = entry.references();
            this.freshUntil = freshUntil;
            this.weight = OVERHEAD
                    + entry.payload().length
                    + references.stream().mapToInt(String::length).sum();
        }

        private boolean countsBy(Known known) {
            return known.generation() == generation
                    && known.floor() <= number
                    && known.since() <= checkedAt
                    && known.noneIsLater(references, checkedAt);
        }
    }

    /** What is held for a key and still fresh, not yet checked. */
    @Nullable
    Held find(String key) {
        Held found = held.getIfPresent(key);
        return found != null && System.nanoTime() - found.freshUntil < 0 ? found : null;
    }

    void hold(String key, Held result) {
        // Caffeine would evict it, but in its own time.
        if (bytes > 0) {
            held.put(key, result);
        }
    }

    void drop(String key) {
        held.invalidate(key);
    }

    /** How many results are held. */
    long size() {
        return held.estimatedSize();
    }

    /** By what is known of invalidations, which may take a question to Redis. */
    Verdict check(Held about) {
        Known known = invalidations.now();
        if (known == null) {
            return Verdict.UNKNOWN;
        }
        return about.countsBy(known) ? Verdict.COUNTS : Verdict.ENDED;
    }
}
