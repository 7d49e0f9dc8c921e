package dev.scratchy.command.security;

import static dev.scratchy.shared.security.Role.ADMIN;
import static dev.scratchy.shared.security.Role.AUTHOR;
import static dev.scratchy.shared.security.Role.EDITOR;

import dev.scratchy.shared.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class CommandAccess {

    private static final String POSTS = "/api/v1/posts/**";
    private static final String COMMENTS_OF_A_POST = "/api/v1/posts/*/comments";
    private static final String COMMENT = "/api/v1/comments/*";
    private static final String USERS = "/api/v1/users";
    private static final String USER = "/api/v1/users/*";
    private static final String FOLLOW = "/api/v1/users/*/follow";
    private static final String NOTIFICATION_READ = "/api/v1/notifications/*/read";
    private static final String NOTIFICATIONS_READ = "/api/v1/notifications/read-all";

    @Bean
    AccessRules commandRules() {
        String[] writers = {AUTHOR.name(), EDITOR.name(), ADMIN.name()};
        return requests -> requests
                // The first rule that fits decides: to say something about a post, no role is needed.
                .requestMatchers(HttpMethod.POST, COMMENTS_OF_A_POST, NOTIFICATION_READ, NOTIFICATIONS_READ)
                .authenticated()
                .requestMatchers(HttpMethod.POST, USERS)
                .hasRole(ADMIN.name())
                .requestMatchers(HttpMethod.PUT, FOLLOW)
                .authenticated()
                .requestMatchers(HttpMethod.PATCH, USER, COMMENT)
                .authenticated()
                .requestMatchers(HttpMethod.DELETE, USER, FOLLOW, COMMENT)
                .authenticated()
                .requestMatchers(HttpMethod.POST, POSTS)
                .hasAnyRole(writers)
                .requestMatchers(HttpMethod.PUT, POSTS)
                .hasAnyRole(writers)
                .requestMatchers(HttpMethod.PATCH, POSTS)
                .hasAnyRole(writers)
                .requestMatchers(HttpMethod.DELETE, POSTS)
                .hasAnyRole(writers);
    }
}
