package dev.scratchy.query.cache;

import org.springframework.context.SmartLifecycle;

/** Starts the cache before anybody reads, and ends it before its client of Redis. */
final class CacheLifecycle implements SmartLifecycle {

    /** The client has 0, and whatever serves requests or runs projections far more. */
    private static final int AFTER_THE_CLIENT = 1;

    private final Cache cache;
    private volatile boolean running;

    CacheLifecycle(Cache cache) {
        this.cache = cache;
    }

    @Override
    public void start() {
        running = true;
        cache.start();
    }

    @Override
    public void stop() {
        running = false;
        cache.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AFTER_THE_CLIENT;
    }
}
