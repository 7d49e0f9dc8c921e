package dev.scratchy.query.observing;

import dev.scratchy.query.cache.Cache;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether queries are answered from the cache. Without it they are slower, and never wrong: the node is up. */
@Component("cacheHealthContributor")
class CacheHealth implements HealthIndicator {

    private final Cache cache;

    CacheHealth(Cache cache) {
        this.cache = cache;
    }

    @Override
    public Health health() {
        boolean used = cache.isUsed();
        return Health.up()
                .withDetail("degraded", !used)
                .withDetail("answersFrom", used ? "Redis" : "PostgreSQL")
                .build();
    }
}
