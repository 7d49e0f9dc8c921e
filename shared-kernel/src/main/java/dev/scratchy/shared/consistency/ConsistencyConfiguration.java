package dev.scratchy.shared.consistency;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsistencyConfiguration {

    @Bean
    ConsistencyTokens consistencyTokens(DataSource database) {
        return new ConsistencyTokens(new LogKeyTable(database).key());
    }
}
