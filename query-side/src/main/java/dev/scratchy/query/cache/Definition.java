package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What is to be known of a cached query besides how it is loaded. Each method answers a definition with that one thing changed.
 *
 * @param name part of every key, so no two queries of a cache may share it
 * @param keys the text of what is asked for; two that ask for different things must not have the same
 * @param ttl how long a result is fresh; zero for one that is not kept at all, but only shared by those who ask together
 * @param ttlOfNothing the same for having found nothing
 * @param stale how long after that it may be served while it is loaded anew
 * @param staleOnError how long after that it may be served when loading it fails or takes longer than {@code softTimeout}
 * @param ofKey what every result depends on, that there is none included
 * @param ofResult what a result depends on besides
 * @param softTimeout how long a caller waits for a load if there is something older to be served
 * @param hardTimeout how long a caller waits for a load at all
 */
public record Definition<K, R>(
        String name,
        Function<K, String> keys,
        BiFunction<K, R, Duration> ttl,
        Duration ttlOfNothing,
        BiFunction<K, R, Duration> stale,
        Duration staleOnError,
        Function<K, Set<String>> ofKey,
        BiFunction<K, R, Set<String>> ofResult,
        Duration softTimeout,
        Duration hardTimeout) {

    static <K, R> Definition<K, R> named(String name) {
        return new Definition<>(
                name,
                String::valueOf,
                (key, result) -> Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                (key, result) -> Duration.ZERO,
                Duration.ZERO,
                key -> Set.of(),
                (key, result) -> Set.of(),
                Duration.ofMillis(500),
                Duration.ofSeconds(10));
    }

    public Definition {
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == '~')) {
            throw new IllegalArgumentException("A query needs a name without spaces and ~, unlike: " + name);
        }
    }

    /** How what is asked for becomes a text; {@link String#valueOf(Object)} unless said otherwise. */
    public Definition<K, R> key(Function<K, String> text) {
        return new Definition<>(
                name, text, ttl, ttlOfNothing, stale, staleOnError, ofKey, ofResult, softTimeout, hardTimeout);
    }

    public Definition<K, R> ttl(Duration fresh) {
        return ttl((key, result) -> fresh);
    }

    /** Each result says how long it is fresh. */
    public Definition<K, R> ttl(BiFunction<K, R, Duration> fresh) {
        return new Definition<>(
                name, keys, fresh, ttlOfNothing, stale, staleOnError, ofKey, ofResult, softTimeout, hardTimeout);
    }

    public Definition<K, R> ttlOfNothing(Duration fresh) {
        return new Definition<>(name, keys, ttl, fresh, stale, staleOnError, ofKey, ofResult, softTimeout, hardTimeout);
    }

    public Definition<K, R> stale(Duration more) {
        return stale((key, result) -> more);
    }

    /** Each result says how long it may be served while it is loaded anew. */
    public Definition<K, R> stale(BiFunction<K, R, Duration> more) {
        return new Definition<>(
                name, keys, ttl, ttlOfNothing, more, staleOnError, ofKey, ofResult, softTimeout, hardTimeout);
    }

    public Definition<K, R> staleOnError(Duration more) {
        return new Definition<>(name, keys, ttl, ttlOfNothing, stale, more, ofKey, ofResult, softTimeout, hardTimeout);
    }

    /** What every result depends on, that there is none included. Added to what was said before. */
    public Definition<K, R> references(Function<K, Set<String>> names) {
        return new Definition<>(
                name,
                keys,
                ttl,
                ttlOfNothing,
                stale,
                staleOnError,
                key -> both(ofKey.apply(key), names.apply(key)),
                ofResult,
                softTimeout,
                hardTimeout);
    }

    /** What a result depends on, seen from what it is. Added to what was said before. */
    public Definition<K, R> references(BiFunction<K, R, Set<String>> names) {
        return new Definition<>(
                name,
                keys,
                ttl,
                ttlOfNothing,
                stale,
                staleOnError,
                ofKey,
                (key, result) -> both(ofResult.apply(key, result), names.apply(key, result)),
                softTimeout,
                hardTimeout);
    }

    public Definition<K, R> timeouts(Duration soft, Duration hard) {
        return new Definition<>(name, keys, ttl, ttlOfNothing, stale, staleOnError, ofKey, ofResult, soft, hard);
    }

    /**
     * Ends the definition.
     *
     * @param loader reads the database that the invalidations are about: its primary, each time a snapshot of its own (READ
     *     COMMITTED). Run in a virtual thread of its own, so it is in no transaction of its caller
     */
    public Loaded<K, R> load(Function<K, Optional<R>> loader) {
        return new Loaded<>(this, loader);
    }

    /** A definition with its loader: what is left to say is where its results are kept, and how. */
    public record Loaded<K, R>(Definition<K, R> definition, Function<K, Optional<R>> loader) {

        /** Keeps results as they are loaded. */
        public CachedQuery<K, R> in(Cache cache, Codec<R> codec) {
            return in(cache, codec, Function.identity());
        }

        /**
         * Keeps what is made of results, such as the bytes that go out; that is also what callers get.
         *
         * @throws IllegalArgumentException when the cache has a query of that name
         */
        public <V> CachedQuery<K, V> in(Cache cache, Codec<V> codec, Function<R, V> made) {
            return cache.added(
                    new CachedQuery<>(cache, definition.name(), new Kept<>(definition, loader, codec, made)));
        }
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
