package dev.scratchy.query.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * The connection to Redis, and whether what Redis says is believed: the circuit breaker is closed, and reads use the cache,
 * while there is a session that has been attached and has nothing to catch up with. A session ends with its connection and is
 * never reconnected: whatever is on the other end of the next one has to be looked at first. One command that is not answered
 * in time ends it as well.
 */
class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

    private static final byte[] INVALIDATIONS = bytes("{c}inv");
    private static final byte[] SEEN_LOG = bytes("{c}log");
    private static final String ENTRY = "{c}e:";
    private static final String LEASE = "{c}l:";

    private static final byte[] FLOOR = bytes("!floor");

    /** How long nobody else loads what somebody has begun to load. */
    static final Duration LEASE_TIME = Duration.ofSeconds(2);

    private static final byte[] LEASE_MILLIS = bytes(Long.toString(LEASE_TIME.toMillis()));

    private final RedisClient client;
    private final Duration timeout;
    private final Listeners listeners;
    private final AtomicLong greatestSeen = new AtomicLong();
    private volatile @Nullable Session session;
    private @Nullable Boolean told;

    RedisLink(RedisClient client, Duration timeout, Listeners listeners) {
        this.client = client;
        this.timeout = timeout;
        this.listeners = listeners;
    }

    /** Whether the breaker is closed: what Redis has may be used. */
    boolean isBelieved() {
        Session current = session;
        return current != null && current.believed;
    }

    boolean isConnected() {
        return session != null;
    }

    /**
     * Connects if need be, and makes sure that the invalidations are those of the Redis that answers. Nothing is believed yet.
     *
     * @return whether it worked
     */
    boolean attach() {
        Session current = session;
        if (current != null) {
            return attach(current) != 0;
        }
        try {
            current = new Session(client.connect(ByteArrayCodec.INSTANCE), this::lost);
            session = current;
            new Preconditions(current.commands).check();
            return attach(current) != 0;
        } catch (RuntimeException away) {
            if (current != null) {
                end(current, away);
            }
            changed(false, away);
            return false;
        }
    }

    /** From now on what Redis has is used. */
    void believe() {
        Session current = session;
        if (current != null && !current.lost) {
            current.believed = true;
            changed(true, null);
        }
    }

    /** Something is to be caught up with first. */
    void doubt(String why) {
        Session current = session;
        if (current != null && current.believed) {
            current.believed = false;
            changed(false, new IllegalStateException(why));
        }
    }

    /**
     * The end of the log as Redis was told of it.
     *
     * @return empty when it was not, {@code null} when it does not answer
     */
    @Nullable
    String seenLog() {
        Session current = session;
        if (current == null) {
            return null;
        }
        byte[] stored =
                answered(current, current.commands.get(SEEN_LOG).thenApply(end -> end == null ? new byte[0] : end));
        return stored == null ? null : text(stored);
    }

    /** Tells Redis of the end of the log; whether it has heard. */
    boolean seeLog(String end) {
        Session current = session;
        return current != null && answered(current, current.commands.set(SEEN_LOG, bytes(end))) != null;
    }

    private <T> @Nullable T answered(Session current, CompletionStage<T> sent) {
        try {
            return sent.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException | RedisException failure) {
            end(current, failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** What there is for a key, and a lease for the caller if it is the one to load it. */
    Lookup read(String key) {
        Session current = session;
        if (current == null || !current.believed) {
            return new Lookup.Away();
        }
        byte[][] keys = {INVALIDATIONS, bytes(ENTRY + key), bytes(LEASE + key)};
        for (int attempt = 0; attempt < 2; attempt++) {
            long askedAt = System.nanoTime();
            if (!(run(current, Scripts.READ, ScriptOutputType.MULTI, keys, LEASE_MILLIS) instanceof List<?> answer)) {
                return new Lookup.Away();
            }
            if (!text(answer.getFirst()).equals("lost")) {
                return lookup(answer, askedAt);
            }
            if (attach(current) == 0) {
                return new Lookup.Away();
            }
        }
        return new Lookup.Away();
    }

    private Lookup lookup(List<?> answer, long askedAt) {
        Entry entry = answer.get(1) instanceof byte[] stored ? Entry.of(stored) : null;
        String kind = text(answer.getFirst());
        if (kind.equals("hit") && entry != null) {
            return new Lookup.Hit(entry, (Long) answer.get(2), (Long) answer.get(3));
        }
        Lease lease = null;
        if (answer.size() > 2) {
            lease = new Lease((Long) answer.get(3), seen((Long) answer.get(2)), (Long) answer.get(4), askedAt);
        }
        if (kind.equals("stale") && entry != null) {
            return new Lookup.Stale(entry, lease);
        }
        return lease != null ? new Lookup.Miss(lease, entry) : new Lookup.Loading(entry);
    }

    /**
     * What is new since a number.
     *
     * @param last the last one that is known, 0 for none
     * @return {@code null} when there are no invalidations; a future that fails when Redis does not answer in time
     */
    CompletionStage<KnownInvalidations.@Nullable News> news(long last) {
        Session current = session;
        if (current == null || !current.believed) {
            return CompletableFuture.failedFuture(new IllegalStateException("Redis is not believed"));
        }
        byte[][] keys = {INVALIDATIONS};
        byte[][] arguments = {bytes(Long.toString(last)), bytes(Integer.toString(KnownInvalidations.MOST_NEWS))};
        try {
            return current.commands
                    .<List<Object>>evalsha(Scripts.NEWS.digest(), ScriptOutputType.MULTI, keys, arguments)
                    .exceptionallyCompose(failure -> failure instanceof RedisNoScriptException
                            ? current.commands.eval(Scripts.NEWS.text(), ScriptOutputType.MULTI, keys, arguments)
                            : CompletableFuture.failedFuture(failure))
                    .toCompletableFuture()
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((answer, failure) -> news(current, answer, failure));
        } catch (RuntimeException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    private KnownInvalidations.@Nullable News news(
            Session current, @Nullable List<Object> answer, @Nullable Throwable failure) {
        if (failure instanceof TimeoutException) {
            end(current, failure);
        }
        if (failure != null || answer == null || !current.believed || current.lost) {
            throw new CancellationException("Redis does not answer");
        }
        if (answer.isEmpty()) {
            return null;
        }
        List<?> pairs = (List<?>) answer.get(3);
        Map<String, Long> numbers = new HashMap<>();
        for (int at = 0; at < pairs.size(); at += 2) {
            numbers.put(text(pairs.get(at)), Long.valueOf(text(pairs.get(at + 1))));
        }
        return new KnownInvalidations.News(
                Long.parseLong(text(answer.get(0))),
                Long.parseLong(text(answer.get(1))),
                Long.parseLong(text(answer.get(2))),
                numbers,
                numbers.size() < KnownInvalidations.MOST_NEWS);
    }

    /** Keeps an entry and gives the lease back. Nobody waits for it: an entry that is not kept costs a load. */
    void fill(String key, Lease lease, Entry entry, Duration keep) {
        Session current = session;
        if (current != null && isHeld(lease)) {
            noted(current.commands.set(
                    bytes(ENTRY + key), entry.bytes(), SetArgs.Builder.px(Math.max(1, keep.toMillis()))));
            noted(current.commands.del(bytes(LEASE + key)));
        }
    }

    /** Gives a lease back without having kept anything. */
    void release(String key, Lease lease) {
        Session current = session;
        if (current != null && isHeld(lease)) {
            noted(current.commands.del(bytes(LEASE + key)));
        }
    }

    /** After its time it may be somebody else's. */
    private static boolean isHeld(Lease lease) {
        return System.nanoTime() - lease.askedAt() < LEASE_TIME.toNanos();
    }

    private void noted(RedisFuture<?> sent) {
        sent.whenComplete((done, failure) -> {
            if (failure != null) {
                listeners.tell(listener -> listener.failed("", "", failure));
            }
        });
    }

    /**
     * Ends the life of every entry that names one of the references, and of what is being loaded for one.
     *
     * @param references as they are kept, {@code *} for everything
     * @return whether Redis has acknowledged it; if not, it may or may not have happened
     */
    boolean invalidate(Collection<String> references) {
        Session current = session;
        if (current == null) {
            return false;
        }
        byte[][] names = references.contains(Reference.EVERYTHING)
                ? new byte[][] {FLOOR}
                : references.stream().map(RedisLink::bytes).toArray(byte[][]::new);
        Object number = run(current, Scripts.INVALIDATE, ScriptOutputType.INTEGER, new byte[][] {INVALIDATIONS}, names);
        boolean done;
        if (number instanceof Long given) {
            seen(given);
            done = true;
        } else {
            done = !current.lost && forgetEverything(current);
        }
        if (done) {
            awaitAllKnow();
        }
        return done;
    }

    /** Until no node trusts what it has heard before, and so would not know of it. */
    void awaitAllKnow() {
        long until = System.nanoTime() + KnownInvalidations.UNTIL_ALL_KNOW.toNanos();
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * The last resort when Redis answers but refuses to write, being out of memory: it still deletes. Without the set no entry
     * counts, and none is kept, until somebody can attach again.
     */
    private boolean forgetEverything(Session current) {
        try {
            current.commands.del(INVALIDATIONS).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            doubt("it refuses to write");
            return !current.lost;
        } catch (ExecutionException | TimeoutException failure) {
            end(current, failure);
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Forgets invalidations that no entry can be as old as. */
    void trim(Duration keep) {
        Session current = session;
        if (current != null) {
            byte[] micros = bytes(Long.toString(TimeUnit.MILLISECONDS.toMicros(keep.toMillis())));
            run(current, Scripts.TRIM, ScriptOutputType.INTEGER, new byte[][] {INVALIDATIONS}, micros);
        }
    }

    private long attach(Session current) {
        try {
            String info = current.commands.info("server").get(Preconditions.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Object generation = run(
                    current,
                    Scripts.ATTACH,
                    ScriptOutputType.INTEGER,
                    new byte[][] {INVALIDATIONS},
                    bytes(Long.toString(Preconditions.run(info))),
                    bytes(Long.toString(greatestSeen.get())));
            return generation instanceof Long given ? seen(given) : 0;
        } catch (ExecutionException | TimeoutException failure) {
            end(current, failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** Runs a script; {@code null} when it was not answered, or not with a result. */
    private @Nullable Object run(
            Session current, Scripts script, ScriptOutputType type, byte[][] keys, byte[]... arguments) {
        try {
            Object answer;
            try {
                answer = get(current.commands.<Object>evalsha(script.digest(), type, keys, arguments));
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof RedisNoScriptException)) {
                    throw failure;
                }
                answer = get(current.commands.<Object>eval(script.text(), type, keys, arguments));
            }
            return current.lost ? null : answer;
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            listeners.tell(listener -> listener.failed("", "", cause == null ? failure : cause));
            // What Redis refuses, such as a write without memory, is no reason to think it gone.
            if (!(cause instanceof RedisCommandExecutionException)) {
                end(current, failure);
            }
        } catch (TimeoutException | CancellationException | RedisException failure) {
            end(current, failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private <T> T get(RedisFuture<T> sent) throws ExecutionException, TimeoutException, InterruptedException {
        return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private long seen(long number) {
        greatestSeen.accumulateAndGet(number, Math::max);
        return number;
    }

    private void lost(Session ended) {
        end(ended, new IllegalStateException("the connection is lost"));
    }

    private void end(Session ended, Throwable why) {
        ended.lost = true;
        ended.close();
        boolean current;
        synchronized (this) {
            current = session == ended;
            if (current) {
                session = null;
            }
        }
        if (current) {
            changed(false, why);
        }
    }

    private synchronized void changed(boolean believed, @Nullable Throwable why) {
        if (told != null && told == believed) {
            return;
        }
        told = believed;
        listeners.tell(listener -> listener.breaker(!believed));
        if (why == null) {
            log.info("Queries are answered from Redis");
        } else {
            log.warn("Queries are answered from PostgreSQL, because of Redis: {}", reason(why));
        }
    }

    private static String reason(Throwable why) {
        if (why instanceof TimeoutException) {
            return "it has not answered in time";
        }
        // Of a connection that is not made, the outermost only says where to.
        Throwable cause =
                why instanceof RedisConnectionException ? NestedExceptionUtils.getMostSpecificCause(why) : why;
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        Session current = session;
        session = null;
        if (current != null) {
            current.close();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
