package dev.scratchy.shared.health;

import javax.sql.DataSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** By this name it takes the place of Spring Boot's. */
    @Bean
    HealthIndicator dbHealthContributor(DataSource connections) {
        return new DatabaseHealth(connections);
    }
}
