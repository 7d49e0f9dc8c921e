package dev.scratchy.query.openapi;

import dev.scratchy.shared.openapi.Documents;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QueryDocument {

    @Bean
    GroupedOpenApi querySideDocument() {
        return Documents.of("query-side", "dev.scratchy.query");
    }
}
