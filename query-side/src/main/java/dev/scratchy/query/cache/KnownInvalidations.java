package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of invalidations, so that it can tell by itself whether a result in its memory still counts. It asks
 * Redis for what is new since it asked last. An answer serves whoever asked before it was sent for, and for {@link #TRUST} after
 * that moment whoever comes: an invalidation is acknowledged only when all answers from before it have lost that trust. This is
 * a lease, as in Gray and Cheriton, "Leases: An Efficient Fault-Tolerant Mechanism for Distributed File Cache Consistency" (1989):
 * it asks of the clocks only that they run equally fast.
 */
class KnownInvalidations {

    /** However many reads there are, this leaves 500 questions a second to Redis, as half of it is over when the next is sent. */
    static final Duration TRUST = Duration.ofMillis(4);

    /** What an acknowledgement waits: a quarter more, should one node's clock run faster than another's. */
    static final Duration UNTIL_ALL_KNOW = Duration.ofMillis(5);

    /** More than this is not remembered; then what was held before is looked up in Redis again. */
    private static final int MOST_REFERENCES = 50_000;

    /** Of one answer. */
    static final int MOST_NEWS = 1_000;

    private final RedisLink link;
    private volatile @Nullable Known latest;
    private @Nullable CompletableFuture<@Nullable Known> next;
    private boolean asking;

    KnownInvalidations(RedisLink link) {
        this.link = link;
    }

    /**
     * What was known when Redis was asked.
     *
     * @param askedAt this node's {@link System#nanoTime} before the question was sent
     * @param generation of the invalidations
     * @param floor below which no entry counts
     * @param since the number from which on every invalidation is remembered
     * @param last the number up to which
     * @param numbers of each reference's last invalidation since then; may grow afterwards
     */
    record Known(long askedAt, long generation, long floor, long since, long last, Map<String, Long> numbers) {

        /** Whether none of some references has been invalidated after a number. */
        boolean noneIsLater(List<String> references, long number) {
            for (String reference : references) {
                Long invalidated = numbers.get(reference);
                if (invalidated != null && invalidated > number) {
                    return false;
                }
            }
            return true;
        }

        private long left(long now) {
            return TRUST.toNanos() - (now - askedAt);
        }
    }

    /**
     * News of Redis.
     *
     * @param numbers since the number that was asked with
     * @param complete whether these are all
     */
    record News(long generation, long floor, long last, Map<String, Long> numbers, boolean complete) {}

    /** What is known now; {@code null} when Redis does not answer or has no invalidations. */
    @Nullable
    Known now() {
        Known known = latest;
        long left = known == null ? 0 : known.left(System.nanoTime());
        if (left <= 0 || !link.isBelieved()) {
            return asked().join();
        }
        if (left < TRUST.toNanos() / 2) {
            askAhead();
        }
        return known;
    }

    /** While there are readers none of them has to wait. */
    private void askAhead() {
        CompletableFuture<@Nullable Known> nobody;
        synchronized (this) {
            if (asking) {
                return;
            }
            asking = true;
            nobody = new CompletableFuture<>();
        }
        ask(nobody);
    }

    /** Shares a question that has not been sent yet. */
    private CompletableFuture<@Nullable Known> asked() {
        CompletableFuture<@Nullable Known> mine;
        synchronized (this) {
            if (next == null) {
                next = new CompletableFuture<>();
            }
            mine = next;
            if (asking) {
                return mine;
            }
            asking = true;
            next = null;
        }
        ask(mine);
        return mine;
    }

    private void ask(CompletableFuture<@Nullable Known> waiting) {
        Known before = latest;
        long askedAt = System.nanoTime();
        link.news(before == null ? 0 : before.last())
                .thenAccept(news -> answered(waiting, news == null ? null : known(before, askedAt, news)))
                .exceptionally(away -> {
                    answered(waiting, null);
                    return null;
                });
    }

    /** Only one question is under way at a time, so nobody else changes what is known. */
    private static Known known(@Nullable Known before, long askedAt, News news) {
        if (before == null
                || before.generation() != news.generation()
                || !news.complete()
                || before.numbers().size() > MOST_REFERENCES) {
            return new Known(
                    askedAt, news.generation(), news.floor(), news.last(), news.last(), new ConcurrentHashMap<>());
        }
        before.numbers().putAll(news.numbers());
        return new Known(askedAt, news.generation(), news.floor(), before.since(), news.last(), before.numbers());
    }

    private void answered(CompletableFuture<@Nullable Known> waiting, @Nullable Known known) {
        CompletableFuture<@Nullable Known> following;
        latest = known;
        synchronized (this) {
            following = next;
            next = null;
            asking = following != null;
        }
        if (following != null) {
            // First on with those who wait, then to those who have an answer.
            ask(following);
        }
        waiting.complete(known);
    }
}
