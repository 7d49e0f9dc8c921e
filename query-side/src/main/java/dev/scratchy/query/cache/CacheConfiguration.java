package dev.scratchy.query.cache;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheProperties.class)
class CacheConfiguration {

    /** Commands that wait for their answer. More can only mean that Redis hangs, and then they would fill the memory. */
    private static final int MOST_COMMANDS = 50_000;

    /** On the client that Spring configures, with a connection of its own. */
    @Bean(destroyMethod = "")
    Cache cache(
            LettuceConnectionFactory redis, DataSource database, CacheProperties properties, MeterRegistry metrics) {
        if (!(redis.getRequiredNativeClient() instanceof RedisClient client)) {
            throw new IllegalStateException("The cache needs a single Redis, not a cluster");
        }
        // The cache has a deadline for each question of its own; Lettuce's cost a timer for each command.
        client.setOptions(client.getOptions()
                .mutate()
                .timeoutOptions(TimeoutOptions.create())
                .build());
        return Cache.ofTheLog(
                client,
                database,
                new Cache.Settings(
                        redis.getClientConfiguration().getCommandTimeout(),
                        properties.localSize().toBytes(),
                        properties.selfCheckOneIn()),
                metrics);
    }

    @Bean
    CacheLifecycle cacheLifecycle(Cache cache) {
        return new CacheLifecycle(cache);
    }

    /** Fail at once while there is no connection, instead of queueing commands for a Redis that may never return. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failFast() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_COMMANDS);
    }
}
