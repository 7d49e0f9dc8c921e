package dev.scratchy.query.user;

import dev.scratchy.query.projecting.Projections;
import dev.scratchy.query.projecting.ViewTables;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UserQueryConfiguration {

    @Bean
    ConfigurerModule userProjection(Projections projections, UserTable users, FollowTable follows) {
        return projections.projection(
                UserProjection.NAME,
                new UserProjection(users, follows),
                ViewTables.of("user_account", "follow")
                        .deriving("follow_count", FollowTable.COUNT_ALL)
                        .indexingLast("user_account_username"));
    }
}
