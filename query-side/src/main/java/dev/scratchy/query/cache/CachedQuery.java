package dev.scratchy.query.cache;

import dev.scratchy.query.cache.Flights.Step;
import dev.scratchy.query.cache.LocalLevel.Held;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A query whose results are kept. After an invalidation of one of their references is acknowledged, {@link #get} gives on no
 * node a result that was loaded before it, whatever happens to Redis, a node or the connections between them.
 *
 * <pre>{@code
 * CachedQuery<PostId, PostView> post = CachedQuery.<PostId, PostView>named("post")
 *         .ttl(Duration.ofMinutes(5))
 *         .stale(Duration.ofMinutes(5))
 *         .references(id -> Set.of("post:" + id))
 *         .references((id, view) -> Set.of("user:" + view.authorId()))
 *         .load(posts::find)
 *         .in(cache, codec);
 * }</pre>
 *
 * @param <K> what is asked for
 * @param <V> what a caller gets
 */
public final class CachedQuery<K, V> {

    private final Cache cache;
    private final String name;
    private final Kept<K, ?, V> kept;
    private final Flights<Optional<V>> flights;

    CachedQuery(Cache cache, String name, Kept<K, ?, V> kept) {
        this.cache = cache;
        this.flights = cache.flights();
        this.name = name;
        this.kept = kept;
    }

    /**
     * Begins a definition: fresh for a minute, never stale, without references, unless said otherwise.
     *
     * @param name part of every key, so no two queries of a cache may share it
     */
    public static <K, R> Definition<K, R> named(String name) {
        return Definition.named(name);
    }

    String name() {
        return name;
    }

    /**
     * The result, from the cache or loaded.
     *
     * @throws LoadTimedOut when it has to be loaded and that takes too long
     * @throws RuntimeException whatever the loader throws
     */
    public Optional<V> get(K key) {
        String text = kept.text(key);
        String cacheKey = cacheKey(text);
        Held held = cache.local().find(cacheKey);
        if (held != null) {
            switch (cache.local().check(held)) {
                case COUNTS -> {
                    hit(key, text, held);
                    return Optional.ofNullable(heldValue(held));
                }
                case ENDED -> cache.local().drop(cacheKey);
                case UNKNOWN -> {
                    // The breaker is open by now.
                }
            }
        }
        return flights.fly(
                text,
                () -> look(key, text, cacheKey),
                () -> cache.listeners().tell(listener -> listener.deduplicated(name, text)));
    }

    /** Ends the life of what is kept for one key, and of what is being loaded for it. */
    public boolean clear(K key) {
        return cache.clear(Reference.ofKey(name, kept.text(key)));
    }

    /** Ends the life of everything that is kept of this query, and of what is being loaded. */
    public boolean clear() {
        return cache.clear(Reference.ofQuery(name));
    }

    private String cacheKey(String text) {
        return name + "~" + text;
    }

    @SuppressWarnings("unchecked")
    private @Nullable V heldValue(Held held) {
        return (V) held.value;
    }

    private Step<Optional<V>> look(K key, String text, String cacheKey) {
        try {
            return switch (cache.link().read(cacheKey)) {
                case Lookup.Hit hit -> {
                    V value = kept.value(hit.entry());
                    long freshUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(hit.freshMillis());
                    var result = new Held(hit.entry(), value, hit.checkedAt(), freshUntil);
                    cache.local().hold(cacheKey, result);
                    hit(key, text, result);
                    yield new Step.Done<>(Optional.ofNullable(value));
                }
                case Lookup.Stale stale -> {
                    V value = kept.value(stale.entry());
                    cache.listeners().tell(listener -> listener.staleHit(name, text));
                    Lease lease = stale.lease();
                    if (lease != null) {
                        load(key, text, result -> settle(cacheKey, text, lease, result));
                    }
                    yield new Step.Done<>(Optional.ofNullable(value));
                }
                case Lookup.Miss miss -> {
                    cache.listeners().tell(listener -> listener.miss(name, text));
                    yield new Step.Load<>(() -> loaded(key, text, cacheKey, miss.lease(), miss.lastResort()));
                }
                case Lookup.Loading loading -> {
                    cache.listeners().tell(listener -> listener.waited(name, text));
                    yield new Step.Wait<>(() -> loaded(key, text, cacheKey, null, loading.lastResort()));
                }
                case Lookup.Away away -> new Step.LoadAlone<>(() -> loaded(key, text, cacheKey, null, null));
            };
        } catch (RuntimeException unreadable) {
            // Written by another version during an upgrade, perhaps: no use to this one, and no reason to fail.
            failed(text, unreadable);
            return new Step.LoadAlone<>(() -> loaded(key, text, cacheKey, null, null));
        }
    }

    private void hit(K key, String text, Held held) {
        cache.listeners().tell(listener -> listener.hit(name, text));
        cache.selfCheck().sometimes(this, key, text, held);
    }

    /** Loads, waits for it as long as it may take, and serves the last resort if that is too long or it fails. */
    private Optional<V> loaded(K key, String text, String cacheKey, @Nullable Lease lease, @Nullable Entry lastResort) {
        if (lease == null) {
            cache.listeners().tell(listener -> listener.bypassed(name, text));
        }
        CompletionStage<Kept.Result<V>> loading = load(key, text, result -> {
            if (lease != null) {
                settle(cacheKey, text, lease, result);
            }
        });
        Definition<K, ?> definition = kept.definition();
        Duration patience = lastResort != null ? definition.softTimeout() : definition.hardTimeout();
        try {
            return Optional.ofNullable(loading.toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .value());
        } catch (TimeoutException slow) {
            return instead(text, lastResort, new LoadTimedOut(name, patience));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error fatal) {
                throw fatal;
            }
            return instead(
                    text,
                    lastResort,
                    failure.getCause() instanceof RuntimeException loaders
                            ? loaders
                            : new IllegalStateException(failure.getCause()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new LoadTimedOut(name, patience);
        }
    }

    private Optional<V> instead(String text, @Nullable Entry lastResort, RuntimeException failure) {
        if (lastResort == null) {
            throw failure;
        }
        cache.listeners().tell(listener -> listener.staleHit(name, text));
        return Optional.ofNullable(kept.value(lastResort));
    }

    /** Loads in a thread of its own: its transaction is nobody else's, and it goes on when nobody waits for it any more. */
    private CompletionStage<Kept.Result<V>> load(K key, String text, Consumer<Kept.@Nullable Result<V>> whenOver) {
        var loading = new CompletableFuture<Kept.Result<V>>();
        Map<String, String> context = MDC.getCopyOfContextMap();
        Thread.ofVirtual().name("load-" + name).start(() -> {
            if (context != null) {
                // What is logged belongs to the request that has it loaded.
                MDC.setContextMap(context);
            }
            long begin = System.nanoTime();
            Kept.Result<V> result = null;
            Throwable thrown = null;
            try {
                result = kept.load(key);
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                cache.listeners().tell(listener -> listener.loaded(name, text, took));
            } catch (RuntimeException | Error failure) {
                thrown = failure;
                failed(text, failure);
            }
            try {
                whenOver.accept(result);
            } catch (RuntimeException notKept) {
                failed(text, notKept);
            }
            if (result != null) {
                loading.complete(result);
            } else if (thrown != null) {
                loading.completeExceptionally(thrown);
            }
        });
        return loading;
    }

    /** Keeps a result, or lets others try. */
    private void settle(String cacheKey, String text, Lease lease, Kept.@Nullable Result<V> result) {
        if (result == null || !result.isKept()) {
            cache.link().release(cacheKey, lease);
            if (result != null && result.notKept() != null) {
                failed(text, result.notKept());
            }
            return;
        }
        Entry entry;
        try {
            entry = kept.entry(lease, result);
        } catch (RuntimeException unwritable) {
            // Else everybody would wait for it until the lease has run out.
            cache.link().release(cacheKey, lease);
            throw unwritable;
        }
        cache.link().fill(cacheKey, lease, entry, kept.lifetime(entry, lease));
        long freshNanos = TimeUnit.MILLISECONDS.toNanos(entry.freshUntil() - lease.redisMillis());
        cache.local().hold(cacheKey, new Held(entry, result.value(), entry.number(), lease.askedAt() + freshNanos));
    }

    private void failed(String text, Throwable failure) {
        cache.listeners().tell(listener -> listener.failed(name, text, failure));
    }

    /** Whether what is held is what Redis has, and counts; for the self-check. */
    boolean counts(String text, Held held) {
        String cacheKey = cacheKey(text);
        Lookup found = cache.link().read(cacheKey);
        if (found instanceof Lookup.Miss miss) {
            // Not asked for to be loaded.
            cache.link().release(cacheKey, miss.lease());
        }
        return found instanceof Lookup.Hit hit && hit.entry().number() == held.number;
    }

    /** Whether a load gives something else now than what is held; for the self-check. */
    boolean differs(K key, Held held) {
        return !Arrays.equals(kept.bytes(kept.load(key).value()), kept.bytes(heldValue(held)));
    }
}
