package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How results of a query are loaded, and what of them is kept. */
record Kept<K, R, V>(
        Definition<K, R> definition, Function<K, Optional<R>> loader, Codec<V> codec, Function<R, V> made) {

    /** The last tenth of a time to live is left to chance, so that what was loaded together is not loaded anew together. */
    private static final double JITTER = 0.1;

    private static final byte[] NOTHING = {};

    /** No entry lives longer, so that invalidations need not be remembered for longer. */
    static final Duration LONGEST_LIFE = Duration.ofHours(1);

    /**
     * A loaded result.
     *
     * @param names what it is checked for
     * @param notKept why it cannot be kept, if it cannot
     */
    record Result<V>(
            @Nullable V value,
            Set<String> names,
            Duration ttl,
            Duration stale,
            @Nullable RuntimeException notKept) {

        boolean isKept() {
            return notKept == null && ttl.isPositive();
        }
    }

    String text(K key) {
        return definition.keys().apply(key);
    }

    /** Runs the loader and says everything about what it brings. */
    Result<V> load(K key) {
        Optional<R> loaded = loader.apply(key);
        V value = loaded.map(made).orElse(null);
        try {
            Set<String> references = new HashSet<>(definition.ofKey().apply(key));
            loaded.ifPresent(result -> references.addAll(definition.ofResult().apply(key, result)));
            return new Result<>(
                    value,
                    Reference.named(references, definition.name(), text(key)),
                    loaded.map(result -> definition.ttl().apply(key, result)).orElse(definition.ttlOfNothing()),
                    loaded.map(result -> definition.stale().apply(key, result)).orElse(Duration.ZERO),
                    null);
        } catch (RuntimeException failure) {
            // The caller has asked for the result, and there is one.
            return new Result<>(value, Set.of(), Duration.ZERO, Duration.ZERO, failure);
        }
    }

    Entry entry(Lease lease, Result<V> result) {
        long fresh = result.ttl().toMillis();
        fresh -= (long) (fresh * JITTER * ThreadLocalRandom.current().nextDouble());
        return Entry.of(
                lease, fresh, result.stale().toMillis(), result.value() != null, result.names(), bytes(result.value()));
    }

    /** How long an entry is kept at all. */
    Duration lifetime(Entry entry, Lease lease) {
        Duration wanted =
                Duration.ofMillis(entry.staleUntil() - lease.redisMillis()).plus(definition.staleOnError());
        return wanted.compareTo(LONGEST_LIFE) < 0 ? wanted : LONGEST_LIFE;
    }

    byte[] bytes(@Nullable V value) {
        return value == null ? NOTHING : codec.writer().apply(value);
    }

    @Nullable
    V value(Entry entry) {
        return entry.present() ? codec.reader().apply(entry.payload()) : null;
    }
}
