package dev.scratchy.journeys.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http;
import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.Http.CutShort;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writers who change posts, each with titles that nobody else writes, and readers who want to see at least what was acknowledged.
 * Whatever is not acknowledged is sent again with the same key until it is; whatever else comes back is written down, and so is
 * who comes to an end before it is told to.
 */
final class Load implements AutoCloseable {

    /** How many there are where it does not matter. */
    static final int WRITERS = 4;

    private static final int READERS = 4;
    private static final int POSTS_OF_EACH = 8;
    private static final String POSTS = "/api/v1/posts";
    private static final long PAUSE_MILLIS = 20;

    /** As a proxy that looks now and then whether somebody is back; who is starting needs the processors. */
    private static final long NOBODY_THERE_MILLIS = 250;

    /** What a client may be without. All that is sent here is fit to be sent again: reads, and commands with a key. */
    enum Unanswered {
        /** Nothing: whom it asks is there. */
        NEVER,
        /** An answer that had not begun, as from one that ends when it is told to: a proxy asks another one. */
        BEFORE_IT_BEGINS,
        /** Any answer, as from one that is killed. */
        EVER
    }

    /**
     * What was acknowledged of a post last.
     *
     * @param number the last one that its title was given
     * @param token the Consistency-Token of that answer
     */
    record Acknowledged(long number, String token) {}

    private final Deployment deployment;
    private final String user;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, AtomicLong> done = new ConcurrentHashMap<>();
    private final Map<String, Acknowledged> posts = new ConcurrentHashMap<>();
    private final Map<String, String> titles = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong reads = new AtomicLong();
    private final Map<String, AtomicLong> refusals = new ConcurrentHashMap<>();
    private final AtomicLong nobodyThere = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private volatile boolean enough;
    private volatile Unanswered unanswered = Unanswered.NEVER;
    private volatile int patienceSeconds = 2;

    /**
     * Begins at once.
     *
     * @param name begins all titles, and is no other load's
     * @param user who writes
     */
    Load(Deployment deployment, String name, String user, long seed, int writers) {
        this.deployment = deployment;
        this.user = user;
        for (int writer = 0; writer < writers; writer++) {
            String titles = name + "w" + writer;
            var random = new Random(seed + writer);
            begin("w" + writer, own -> write(titles, random, own));
        }
        for (int reader = 0; reader < READERS; reader++) {
            var random = new Random(seed - 1 - reader);
            begin("r" + reader, own -> read(random, own));
        }
    }

    /** Somebody of this name, who counts what they have done. */
    private void begin(String name, Consumer<AtomicLong> work) {
        var own = new AtomicLong();
        done.put(name, own);
        threads.add(Thread.ofPlatform().name(name).start(() -> {
            try {
                work.accept(own);
            } catch (RuntimeException | Error unexpected) {
                violations.add(name + " ended with " + unexpected);
            }
        }));
    }

    /** What clients may be without from now on. */
    void mayBeWithoutAnAnswer(Unanswered now) {
        unanswered = now;
    }

    /** How long reads wait from now on for what was acknowledged; a client that does not say so waits 2 s. */
    void readsWait(int seconds) {
        patienceSeconds = seconds;
    }

    /** By the ids of posts. */
    Map<String, Acknowledged> posts() {
        return posts;
    }

    /** The titles whose commands were acknowledged, by the commands' keys. */
    Map<String, String> titles() {
        return Map.copyOf(titles);
    }

    /** What should not have happened. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often a node did not want a request for the moment, by method and code. */
    Map<String, Long> refusals() {
        Map<String, Long> all = new TreeMap<>();
        refusals.forEach((what, times) -> all.put(what, times.get()));
        return all;
    }

    private long refused() {
        return refusals().values().stream().mapToLong(Long::longValue).sum();
    }

    long acknowledged() {
        return titles.size();
    }

    String summary() {
        return ("%d commands acknowledged, %d reads answered, %d refused for the moment, %d found nobody there,"
                        + " %d cut off before or in an answer")
                .formatted(titles.size(), reads.get(), refused(), nobodyThere.get(), cut.get());
    }

    /** Waits until each writer has had something acknowledged and each reader has read something, from now on; or one has failed. */
    void awaitEach(Duration latest) {
        Map<String, Long> before = done.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().get()));
        Eventually.see(latest, () -> {
            if (violations.isEmpty()) {
                assertThat(done)
                        .allSatisfy((name, own) ->
                                assertThat(own.get()).as(name).isGreaterThan(before.getOrDefault(name, 0L)));
            }
        });
    }

    private void write(String name, Random random, AtomicLong own) {
        List<Http> nodes = deployment.each(deployment.commandSides(), user, "author");
        List<String> ids = new ArrayList<>();
        for (long number = 0; !enough; number++) {
            String title = name + "-" + number;
            boolean another = ids.size() < POSTS_OF_EACH;
            String path = another ? POSTS : POSTS + "/" + ids.get(random.nextInt(ids.size()));
            String key = UUID.randomUUID().toString();
            Answer answer = another
                    ? insist(
                            nodes,
                            random,
                            key,
                            "POST",
                            path,
                            Map.of("title", title, "content", "Words of " + title),
                            201)
                    : insist(nodes, random, key, "PATCH", path, Map.of("title", title), 200);
            if (answer != null) {
                String id = answer.text("id");
                if (another) {
                    ids.add(id);
                }
                titles.put(key, title);
                posts.put(id, new Acknowledged(number, answer.header("consistency-token")));
                own.incrementAndGet();
            }
            pause(PAUSE_MILLIS);
        }
    }

    /** The answer that was wanted; {@code null} when another came, or it is enough. */
    private Answer insist(
            List<Http> nodes, Random random, String key, String method, String path, Object body, int wanted) {
        while (!enough) {
            Answer answer = tried(nodes, random, method, path, body, "idempotency-key", key);
            if (answer == null) {
                continue;
            }
            if (answer.status() != wanted) {
                violations.add(method + " " + path + ": " + answer.status() + " "
                        + answer.raw().body());
                return null;
            }
            return answer;
        }
        return null;
    }

    /** {@code null} when it is worth another try. */
    private Answer tried(List<Http> nodes, Random random, String method, String path, Object body, String... headers) {
        Unanswered before = unanswered;
        try {
            Answer answer = nodes.get(random.nextInt(nodes.size())).send(method, path, body, headers);
            if (answer.status() != 503) {
                return answer;
            }
            refusals.computeIfAbsent(method + " " + answer.code(), first -> new AtomicLong())
                    .incrementAndGet();
            if (answer.header("retry-after").isEmpty()) {
                violations.add(method + " " + path + ": 503 without Retry-After");
            }
        } catch (UncheckedIOException failure) {
            boolean isNobodyThere = failure.getCause() instanceof ConnectException;
            (isNobodyThere ? nobodyThere : cut).incrementAndGet();
            if (!isAllowed(failure, before) && !isAllowed(failure, unanswered)) {
                violations.add(method + " " + path + ": " + failure);
            }
            if (isNobodyThere) {
                pause(NOBODY_THERE_MILLIS);
            }
        }
        pause(PAUSE_MILLIS);
        return null;
    }

    private static boolean isAllowed(UncheckedIOException failure, Unanswered unanswered) {
        return switch (unanswered) {
            case NEVER -> false;
            case BEFORE_IT_BEGINS ->
                !(failure instanceof CutShort) && !(failure.getCause() instanceof HttpTimeoutException);
            case EVER -> true;
        };
    }

    private void read(Random random, AtomicLong own) {
        List<Http> nodes = deployment.each(deployment.querySides(), user, "author");
        while (!enough) {
            List<String> ids = List.copyOf(posts.keySet());
            if (!ids.isEmpty()) {
                String id = ids.get(random.nextInt(ids.size()));
                Acknowledged known = posts.get(id);
                Answer answer = tried(
                        nodes,
                        random,
                        "GET",
                        POSTS + "/" + id,
                        null,
                        "consistency-token",
                        known.token(),
                        "prefer",
                        "wait=" + patienceSeconds);
                if (answer != null) {
                    judge(id, known, answer);
                    own.incrementAndGet();
                }
            }
            pause(PAUSE_MILLIS);
        }
    }

    private void judge(String id, Acknowledged known, Answer answer) {
        if (answer.status() != 200) {
            violations.add(
                    "GET of " + id + ": " + answer.status() + " " + answer.raw().body());
            return;
        }
        reads.incrementAndGet();
        String title = answer.text("title");
        if (Long.parseLong(title.substring(title.indexOf('-') + 1)) < known.number()) {
            violations.add("Stale: " + id + " is " + title + ", and " + known.number() + " was acknowledged before");
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits for the answers that are due. */
    void stop() {
        enough = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }
        done.forEach((name, own) -> {
            if (own.get() == 0) {
                violations.add(name + " has done nothing");
            }
        });
    }
}
