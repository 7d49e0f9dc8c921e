package dev.scratchy.query.security;

import static dev.scratchy.shared.security.Role.ADMIN;

import dev.scratchy.shared.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class QueryAccess {

    private static final String[] PUBLIC = {
        "/api/v1/posts/**", "/api/v1/tags", "/api/v1/search", "/api/v1/comments/*", "/api/v1/users/**"
    };

    private static final String[] OWN = {"/api/v1/me/**"};

    @Bean
    AccessRules queryRules() {
        return requests -> requests.requestMatchers("/api/v1/admin/**")
                .hasRole(ADMIN.name())
                .requestMatchers(HttpMethod.GET, OWN)
                .authenticated()
                .requestMatchers(HttpMethod.HEAD, OWN)
                .authenticated()
                .requestMatchers(HttpMethod.GET, PUBLIC)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, PUBLIC)
                .permitAll();
    }
}
