package dev.scratchy.query.post;

import dev.scratchy.query.projecting.Projections;
import dev.scratchy.query.projecting.ViewTables;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PostQueryConfiguration {

    @Bean
    ConfigurerModule postProjection(Projections projections, PostTable posts) {
        return projections.projection(
                PostProjection.NAME,
                new PostProjection(posts),
                ViewTables.of("post", "post_former_slug")
                        .deriving("post_count", PostTable.COUNT_ALL)
                        .deriving("post_tag", PostTable.LIST_ALL_TAGS)
                        .indexingLast("post_slug", "post_listed", "post_listed_by_author", "post_latest"));
    }
}
