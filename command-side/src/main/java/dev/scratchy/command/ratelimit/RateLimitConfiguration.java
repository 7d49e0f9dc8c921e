package dev.scratchy.command.ratelimit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class RateLimitConfiguration {

    /** Lazy: without a limit there is no connection to Redis either. */
    @Bean
    @Lazy
    Budgets budgets(RateLimitProperties properties, Clock clock, MeterRegistry meters, SslBundles bundles) {
        String bundle = properties.redisSslBundle();
        return new Budgets(properties, bundle == null ? null : bundles.getBundle(bundle), clock, meters);
    }

    @Bean
    WebMvcConfigurer limitedCommands(RateLimitProperties properties, ObjectProvider<Budgets> budgets) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                if (properties.commandsPerMinute() > 0) {
                    interceptors
                            .addInterceptor(new CommandLimit(properties.commandsPerMinute(), budgets.getObject()))
                            .addPathPatterns("/api/v1/**")
                            .excludePathPatterns("/api/v1/admin/**");
                }
            }
        };
    }
}
