package dev.scratchy.query.comment;

import dev.scratchy.query.projecting.Projections;
import dev.scratchy.query.projecting.ViewTables;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommentQueryConfiguration {

    @Bean
    ConfigurerModule commentProjection(Projections projections, CommentTable comments) {
        return projections.projection(
                CommentProjection.NAME,
                new CommentProjection(comments),
                ViewTables.of("comment").deriving("comment_count", CommentTable.COUNT_ALL));
    }
}
