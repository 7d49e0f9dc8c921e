package dev.scratchy.query.cache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who hears what the cache does. */
final class Listeners {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<CacheListener> all = new CopyOnWriteArrayList<>();

    void add(CacheListener listener) {
        all.add(listener);
    }

    void remove(CacheListener listener) {
        all.remove(listener);
    }

    void tell(Consumer<CacheListener> news) {
        for (CacheListener listener : all) {
            try {
                news.accept(listener);
            } catch (RuntimeException failure) {
                log.warn("A listener of the cache fails", failure);
            }
        }
    }
}
