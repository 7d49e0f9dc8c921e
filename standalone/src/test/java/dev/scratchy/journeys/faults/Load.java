package dev.scratchy.journeys.faults;

import dev.scratchy.journeys.Http;
import dev.scratchy.journeys.Http.Answer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers who change posts, each with titles that nobody else writes, and readers who want to see at least what was acknowledged.
 * Whatever is not acknowledged is sent again with the same key until it is; whatever else comes back is written down.
 */
final class Load implements AutoCloseable {

    private static final int WRITERS = 4;
    private static final int READERS = 4;
    private static final int POSTS_OF_EACH = 8;
    private static final String POSTS = "/api/v1/posts";
    private static final long PAUSE_MILLIS = 20;

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
    private final Map<String, Acknowledged> posts = new ConcurrentHashMap<>();
    private final Queue<String> titles = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean enough;
    private volatile boolean sideIsHit;

    /**
     * Begins at once.
     *
     * @param name begins all titles, and is no other load's
     * @param user who writes
     */
    Load(Deployment deployment, String name, String user, long seed) {
        this.deployment = deployment;
        this.user = user;
        for (int writer = 0; writer < WRITERS; writer++) {
            String titles = name + "w" + writer;
            var random = new Random(seed + writer);
            threads.add(Thread.ofPlatform().name("w" + writer).start(() -> write(titles, random)));
        }
        for (int reader = 0; reader < READERS; reader++) {
            var random = new Random(seed - 1 - reader);
            threads.add(Thread.ofPlatform().name("r" + reader).start(() -> read(random)));
        }
    }

    /** From now on, or not any more, a client may be left without an answer. */
    void sideIsHit(boolean hit) {
        sideIsHit = hit;
    }

    /** By the ids of posts. */
    Map<String, Acknowledged> posts() {
        return posts;
    }

    /** Titles whose commands were acknowledged, in any order. */
    List<String> titles() {
        return List.copyOf(titles);
    }

    /** What should not have happened. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often a node did not want a request for the moment. */
    long refusals() {
        return refusals.get();
    }

    long acknowledged() {
        return titles.size();
    }

    String summary() {
        return "%d commands acknowledged, %d reads answered, %d refused for the moment, %d without an answer"
                .formatted(titles.size(), reads.get(), refusals.get(), lost.get());
    }

    private void write(String name, Random random) {
        List<Http> nodes = deployment.each(deployment.commandSides(), user, "author");
        List<String> own = new ArrayList<>();
        for (long number = 0; !enough; number++) {
            String title = name + "-" + number;
            if (own.size() < POSTS_OF_EACH) {
                Answer answer = insist(
                        nodes, random, "POST", POSTS, Map.of("title", title, "content", "Words of " + title), 201);
                if (answer != null) {
                    own.add(answer.text("id"));
                    acknowledge(answer.text("id"), title, number, answer);
                }
            } else {
                String id = own.get(random.nextInt(own.size()));
                Answer answer = insist(nodes, random, "PATCH", POSTS + "/" + id, Map.of("title", title), 200);
                if (answer != null) {
                    acknowledge(id, title, number, answer);
                }
            }
            pause();
        }
    }

    private void acknowledge(String id, String title, long number, Answer answer) {
        titles.add(title);
        posts.put(id, new Acknowledged(number, answer.header("consistency-token")));
    }

    /** The answer that was wanted; {@code null} when another came, or it is enough. */
    private Answer insist(List<Http> nodes, Random random, String method, String path, Object body, int wanted) {
        String key = UUID.randomUUID().toString();
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
        try {
            Answer answer = nodes.get(random.nextInt(nodes.size())).send(method, path, body, headers);
            if (answer.status() != 503) {
                return answer;
            }
            refusals.incrementAndGet();
            if (answer.header("retry-after").isEmpty()) {
                violations.add(method + " " + path + ": 503 without Retry-After");
            }
        } catch (UncheckedIOException failure) {
            lost.incrementAndGet();
            if (!sideIsHit) {
                violations.add(method + " " + path + ": " + failure.getCause());
            }
        }
        pause();
        return null;
    }

    private void read(Random random) {
        List<Http> nodes = deployment.each(deployment.querySides(), user, "author");
        while (!enough) {
            List<String> ids = List.copyOf(posts.keySet());
            if (!ids.isEmpty()) {
                String id = ids.get(random.nextInt(ids.size()));
                Acknowledged known = posts.get(id);
                Answer answer = tried(nodes, random, "GET", POSTS + "/" + id, null, "consistency-token", known.token());
                if (answer != null) {
                    judge(id, known, answer);
                }
            }
            pause();
        }
    }

    private void judge(String id, Acknowledged known, Answer answer) {
        reads.incrementAndGet();
        String title = answer.text("title");
        if (answer.status() != 200) {
            violations.add(
                    "GET of " + id + ": " + answer.status() + " " + answer.raw().body());
        } else if (Long.parseLong(title.substring(title.indexOf('-') + 1)) < known.number()) {
            violations.add("Stale: " + id + " is " + title + ", and " + known.number() + " was acknowledged before");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
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
    }
}
