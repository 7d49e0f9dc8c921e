package dev.scratchy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.benchmarks.reference.ConstantAnswer;
import dev.scratchy.benchmarks.reference.SpringCache;
import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CacheReport;
import java.util.List;

/** The cached read over HTTP: beside the same bytes from memory, and beside the same bytes from Spring's own cache. */
final class CachedReads {

    private final RunningSystem system;
    private final Clients clients;
    private final Posts posts;
    private final int reads;
    private long bypassed;

    CachedReads(RunningSystem system, Clients clients, Posts posts, int reads) {
        this.system = system;
        this.clients = clients;
        this.posts = posts;
        this.reads = reads;
    }

    /** Hands the reference endpoints what the posts' own one answers. */
    void prepare() throws Exception {
        try (Connection reader = system.anonymous()) {
            for (String id : posts.published()) {
                byte[] answer =
                        reader.get(Posts.PATH + "/" + id).expect(200).body().getBytes(UTF_8);
                system.bean(SpringCache.class).put(id, answer);
                system.bean(ConstantAnswer.class).set(answer);
            }
        }
        bypassed = cache().bypasses();
    }

    List<Comparison> besideConstant() {
        return List.of(
                new Comparison("cached read", of(posts::readConstant), of(posts::read)),
                new Comparison("cached read, 304", of(posts::readConstant), of(posts::readUnchanged)),
                new Comparison("Spring's RedisCache", of(posts::readConstant), of(posts::readFromSpring)));
    }

    Comparison besideSpring() {
        return new Comparison("cached read", of(posts::readFromSpring), of(posts::read));
    }

    private Comparison.Side of(Clients.Request request) {
        return () -> {
            system.settle();
            return clients.perSecond(reads, true, request);
        };
    }

    /** Looks whether all were answered by the cache, be it after a load when a result had become too old. */
    void check() {
        long without = cache().bypasses() - bypassed;
        if (without > 0) {
            throw new IllegalStateException(without + " reads were answered without the cache.");
        }
    }

    private CacheReport.Query cache() {
        return system.bean(Cache.class).report().queries().stream()
                .filter(query -> query.name().equals("post"))
                .findFirst()
                .orElseThrow();
    }
}
