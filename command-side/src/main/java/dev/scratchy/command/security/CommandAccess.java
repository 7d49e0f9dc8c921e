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

    @Bean
    AccessRules commandRules() {
        String[] writers = {AUTHOR.name(), EDITOR.name(), ADMIN.name()};
        return requests -> requests.requestMatchers(HttpMethod.POST, POSTS)
                .hasAnyRole(writers)
                .requestMatchers(HttpMethod.PUT, POSTS)
                .hasAnyRole(writers)
                .requestMatchers(HttpMethod.PATCH, POSTS)
                .hasAnyRole(writers)
                .requestMatchers(HttpMethod.DELETE, POSTS)
                .hasAnyRole(writers);
    }
}
