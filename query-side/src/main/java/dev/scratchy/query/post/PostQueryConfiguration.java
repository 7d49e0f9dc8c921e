package dev.scratchy.query.post;

import dev.scratchy.query.projecting.Projections;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PostQueryConfiguration {

    @Bean
    ConfigurerModule postProjection(Projections projections, PostTable posts) {
        return projections.projection(PostProjection.NAME, new PostProjection(posts), PostTable.VIEW_TABLES);
    }
}
