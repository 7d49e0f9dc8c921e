package dev.scratchy.query.cache;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CacheConfiguration {

    /** Connects before the first read has to: building a connection takes longer than a read may wait for. */
    @Bean
    SmartInitializingSingleton connectedBeforeUse(Cache cache) {
        return () -> cache.read("none");
    }

    /** Fail at once while there is no connection, instead of queueing commands for a Redis that may never return. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failFast() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }
}
