package dev.scratchy.benchmarks.reference;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.stereotype.Component;

/**
 * Spring's own cache on the same Redis. Its values are the bytes of answers, as Scratchy's are, so that neither pays for JSON: with
 * objects, as {@code @Cacheable} is mostly used, it would be slower.
 */
@Component
public class SpringCache {

    private static final Duration LONGER_THAN_A_RUN = Duration.ofHours(1);

    private final Cache answers;

    SpringCache(RedisConnectionFactory redis) {
        var manager = RedisCacheManager.builder(redis)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .entryTtl(LONGER_THAN_A_RUN)
                        .serializeValuesWith(SerializationPair.fromSerializer(RedisSerializer.byteArray())))
                .build();
        manager.afterPropertiesSet();
        this.answers = requireNonNull(manager.getCache("reference-answers"));
    }

    /** Puts what the endpoint of a post answers. */
    public void put(String id, byte[] body) {
        answers.put(id, body);
    }

    byte @Nullable [] get(String id) {
        return answers.get(id, byte[].class);
    }
}
