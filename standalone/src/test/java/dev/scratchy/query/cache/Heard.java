package dev.scratchy.query.cache;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a cache tells of one query, in the order of it. */
record Heard(String query, Queue<String> news) implements CacheListener {

    Heard(String query) {
        this(query, new ConcurrentLinkedQueue<>());
    }

    /** All so far. */
    List<String> all() {
        return List.copyOf(news);
    }

    long count(String what) {
        return news.stream().filter(what::equals).count();
    }

    private void add(String asked, String what) {
        if (asked.equals(query)) {
            news.add(what);
        }
    }

    @Override
    public void hit(String asked, String key) {
        add(asked, "hit " + key);
    }

    @Override
    public void staleHit(String asked, String key) {
        add(asked, "stale " + key);
    }

    @Override
    public void miss(String asked, String key) {
        add(asked, "miss " + key);
    }

    @Override
    public void bypassed(String asked, String key) {
        add(asked, "bypass " + key);
    }

    @Override
    public void deduplicated(String asked, String key) {
        add(asked, "shared " + key);
    }

    @Override
    public void failed(String asked, String key, Throwable failure) {
        add(asked, "failed " + key);
    }
}
