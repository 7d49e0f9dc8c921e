package dev.scratchy.query.cache;

import dev.scratchy.query.cache.LocalLevel.Held;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the result of a hit again, now and then, and compares. A difference is one only if the entry still counts when there was
 * time enough for every invalidation that was under way; then some projection changes what it does not invalidate, and the entry
 * is ended.
 */
final class SelfCheck {

    private static final Logger log = LoggerFactory.getLogger(SelfCheck.class);

    /** Longer than an invalidation takes, also that of a node which died after its commit. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final int oneIn;
    private final Listeners listeners;
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * Not yet begun.
     *
     * @param oneIn how many hits there are to one check; 0 for no checks
     */
    SelfCheck(int oneIn, Listeners listeners) {
        this.oneIn = oneIn;
        this.listeners = listeners;
    }

    /** Perhaps checks a hit, in the background and one at a time. */
    <K> void sometimes(CachedQuery<K, ?> query, K key, String text, Held held) {
        if (oneIn > 0 && ThreadLocalRandom.current().nextInt(oneIn) == 0 && running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("cache-self-check").start(() -> {
                try {
                    check(query, key, text, held);
                } catch (RuntimeException failure) {
                    log.debug("A self-check could not be made", failure);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                } finally {
                    running.set(false);
                }
            });
        }
    }

    private <K> void check(CachedQuery<K, ?> query, K key, String text, Held held) throws InterruptedException {
        if (query.differs(key, held)) {
            Thread.sleep(GRACE);
            // What was loaded the first time may itself have been newer than the invalidation.
            if (query.differs(key, held) && query.counts(text, held)) {
                log.error("The cache has an answer of {} for {} that is not what a load gives", query.name(), text);
                listeners.tell(listener -> listener.inconsistent(query.name(), text));
                query.clear(key);
            }
        }
    }
}
