package dev.scratchy.query.search;

import dev.scratchy.query.projecting.Projections;
import dev.scratchy.query.projecting.ViewTables;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    @Bean
    ConfigurerModule searchProjection(Projections projections, SearchTable texts) {
        return projections.projection(
                SearchProjection.NAME,
                new SearchProjection(texts),
                ViewTables.of("post_search").indexingLast("post_search_title", "post_search_content"));
    }
}
