package dev.scratchy.query.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Results in the memory of this node. None is served unasked: Redis is asked for the numbers of what a result depends on, and
 * only its payload need not travel. Questions that come while one is under way go with the next, all in one command, so that
 * the more callers there are the less each costs. An answer serves only those who asked before it was sent for.
 */
final class LocalLevel {

    /** Of one command; a question of one caller is never split. */
    private static final int MOST_REFERENCES = 5_000;

    /** What an entry takes besides its payload and its references, roughly. */
    private static final int OVERHEAD = 200;

    private final RedisLink link;
    private final long bytes;
    private final Cache<String, Held> held;
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * Made empty.
     *
     * @param bytes of payload and references that are held, at most; 0 for none
     */
    LocalLevel(RedisLink link, long bytes) {
        this.link = link;
        this.bytes = bytes;
        this.held = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .<String, Held>weigher((key, value) -> value.weight)
                .build();
    }

    /** How a held result stands. */
    enum Verdict {
        COUNTS,
        ENDED,
        /** Redis did not answer. */
        UNKNOWN
    }

    /** A result, as its callers get it, with what it is checked for. */
    static final class Held {

        final @Nullable Object value;
        private final long generation;
        private final long number;
        private final List<byte[]> references;
        private final long freshUntil;
        private final int weight;

        /**
         * From an entry.
         *
         * @param freshUntil by {@link System#nanoTime}
         */
        Held(Entry entry, @Nullable Object value, long freshUntil) {
            this.value = value;
            this.generation = entry.generation();
            this.number = entry.number();
            this.references = entry.references().stream().map(RedisLink::bytes).toList();
            this.freshUntil = freshUntil;
            this.weight = OVERHEAD
                    + entry.payload().length
                    + references.stream().mapToInt(name -> name.length).sum();
        }

        /** Asks Redis for this one alone. */
        boolean countsBy(RedisLink link) {
            double[] numbers = link.numbers(references).toCompletableFuture().join();
            return counts(numbers, 2);
        }

        /** What has no number is not a number, and so neither equal to nor greater than any. */
        private boolean counts(double[] numbers, int from) {
            if (numbers[0] != generation || number < numbers[1]) {
                return false;
            }
            for (int at = 0; at < references.size(); at++) {
                if (numbers[from + at] > number) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Question {

        private final Held about;
        private final CompletableFuture<Verdict> answer = new CompletableFuture<>();

        private Question(Held about) {
            this.about = about;
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

    /** Asks Redis. */
    Verdict check(Held about) {
        var question = new Question(about);
        questions.add(question);
        ask();
        return question.answer.join();
    }

    private void ask() {
        while (!questions.isEmpty() && asking.compareAndSet(false, true)) {
            List<Question> batch = next();
            if (batch.isEmpty()) {
                asking.set(false);
            } else {
                send(batch);
                return;
            }
        }
    }

    private List<Question> next() {
        List<Question> batch = new ArrayList<>();
        int references = 0;
        while (references < MOST_REFERENCES) {
            Question question = questions.poll();
            if (question == null) {
                break;
            }
            batch.add(question);
            references += question.about.references.size();
        }
        return batch;
    }

    private void send(List<Question> batch) {
        List<byte[]> references = new ArrayList<>();
        batch.forEach(question -> references.addAll(question.about.references));
        link.numbers(references)
                .thenAccept(numbers -> {
                    goOn();
                    answer(batch, numbers);
                })
                .exceptionally(away -> {
                    goOn();
                    batch.forEach(question -> question.answer.complete(Verdict.UNKNOWN));
                    return null;
                });
    }

    /** First on with those who wait, then to those who have an answer. */
    private void goOn() {
        asking.set(false);
        ask();
    }

    private static void answer(List<Question> batch, double[] numbers) {
        int at = 2;
        for (Question question : batch) {
            Held about = question.about;
            question.answer.complete(about.counts(numbers, at) ? Verdict.COUNTS : Verdict.ENDED);
            at += about.references.size();
        }
    }
}
