package dev.scratchy.standalone;

import dev.scratchy.shared.openapi.Documents;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MergedDocument {

    /** Everything that standalone offers; each side has its own document too. */
    @Bean
    GroupedOpenApi documentOfBothSides() {
        return Documents.of("scratchy", "dev.scratchy");
    }
}
