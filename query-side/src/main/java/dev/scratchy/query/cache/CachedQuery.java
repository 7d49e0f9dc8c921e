package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A query whose results are kept in Redis: fresh for {@code ttl}, then for {@code stale} more served while one node loads
 * them anew; loaded once for all who ask at the same time; gone at once when one of their references is invalidated.
 * A query without a result is not kept.
 *
 * <pre>{@code
 * CachedQuery<PostId, PostView> post = CachedQuery.<PostId, PostView>named("post", cache, codec)
 *         .ttl(Duration.ofMinutes(5))
 *         .stale(Duration.ofMinutes(5))
 *         .references((id, view) -> Set.of("post:" + id))
 *         .load(posts::find);
 * }</pre>
 *
 * @param <K> what is asked for; its {@code toString} is its key in the cache
 * @param <V> the result
 */
public final class CachedQuery<K, V> {

    private static final Logger log = LoggerFactory.getLogger(CachedQuery.class);

    private final Settings<K, V> settings;
    private final Function<K, Optional<V>> loader;
    private final ConcurrentMap<String, CompletableFuture<Optional<V>>> inFlight = new ConcurrentHashMap<>();

    private CachedQuery(Settings<K, V> settings, Function<K, Optional<V>> loader) {
        this.settings = settings;
        this.loader = loader;
    }

    /** Begins a definition; the name is part of every key, so no two queries may share it. */
    public static <K, V> Settings<K, V> named(String name, Cache cache, Codec<V> codec) {
        return new Settings<>(name, cache, codec, Duration.ofMinutes(1), Duration.ZERO, (key, value) -> Set.of());
    }

    /** How a result becomes the text that is kept, and comes back from it. */
    public record Codec<V>(Function<V, String> writer, Function<String, V> reader) {}

    /**
     * What is to be known of a query besides how it is loaded.
     *
     * @param ttl how long a result is fresh
     * @param stale how long after that it may still be served while it is loaded anew; together at most an hour
     * @param references what a result depends on, by the names with which {@link Cache#invalidateAll} is called
     */
    public record Settings<K, V>(
            String name,
            Cache cache,
            Codec<V> codec,
            Duration ttl,
            Duration stale,
            BiFunction<K, V, Set<String>> references) {

        private static final Duration LONGEST = Duration.ofHours(1);

        public Settings {
            if (ttl.plus(stale).compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("An entry lives for an hour at most: " + name);
            }
        }

        public Settings<K, V> ttl(Duration fresh) {
            return new Settings<>(name, cache, codec, fresh, stale, references);
        }

        public Settings<K, V> stale(Duration more) {
            return new Settings<>(name, cache, codec, ttl, more, references);
        }

        public Settings<K, V> references(BiFunction<K, V, Set<String>> names) {
            return new Settings<>(name, cache, codec, ttl, stale, names);
        }

        /** Ends the definition. */
        public CachedQuery<K, V> load(Function<K, Optional<V>> loader) {
            return new CachedQuery<>(this, loader);
        }
    }

    /**
     * The result, from the cache or loaded.
     *
     * @throws RuntimeException whatever the loader throws
     */
    public Optional<V> get(K key) {
        String cacheKey = settings.name() + "~" + key;
        var mine = new CompletableFuture<Optional<V>>();
        var running = inFlight.putIfAbsent(cacheKey, mine);
        if (running != null) {
            return joined(running);
        }
        try {
            Optional<V> result = lookUpOrLoad(key, cacheKey);
            mine.complete(result);
            return result;
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            inFlight.remove(cacheKey, mine);
        }
    }

    private Optional<V> lookUpOrLoad(K key, String cacheKey) {
        Lookup found = settings.cache().read(cacheKey);
        if (found == null) {
            return loader.apply(key);
        }
        if (found.payload() == null) {
            return loadAndFill(key, cacheKey, found.number());
        }
        if (found.number() != null) {
            Thread.startVirtualThread(() -> refresh(key, cacheKey, found.number()));
        }
        try {
            return Optional.of(settings.codec().reader().apply(found.payload()));
        } catch (RuntimeException foreign) {
            // Written by another version during an upgrade: of no use to this one, and no reason to fail.
            log.debug("An entry of {} cannot be read", settings.name(), foreign);
            return loader.apply(key);
        }
    }

    private Optional<V> loadAndFill(K key, String cacheKey, @Nullable String number) {
        Optional<V> loaded = loader.apply(key);
        if (number != null) {
            loaded.ifPresent(value -> settings.cache()
                    .fill(
                            cacheKey,
                            number,
                            settings.references().apply(key, value),
                            settings.codec().writer().apply(value),
                            settings.ttl().toMillis(),
                            settings.stale().toMillis()));
        }
        return loaded;
    }

    private void refresh(K key, String cacheKey, @Nullable String number) {
        try {
            loadAndFill(key, cacheKey, number);
        } catch (RuntimeException failure) {
            log.warn(
                    "A stale result of {} could not be refreshed: {}",
                    settings.name(),
                    failure.getClass().getSimpleName());
        }
    }

    private static <V> Optional<V> joined(CompletableFuture<Optional<V>> running) {
        try {
            return running.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException loaders) {
                throw loaders;
            }
            throw failure;
        }
    }
}
