package dev.scratchy.shared.openapi;

import dev.scratchy.shared.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String[] DOCUMENTS = {"/openapi/**", "/openapi.yaml/**"};
    private static final String[] PAGES = {"/docs", "/swagger-ui/**"};

    /** Everybody may read what there is; whoever calls it from the page needs a token like everybody else. */
    @Bean
    AccessRules openApiRules() {
        return requests -> requests.requestMatchers(HttpMethod.GET, DOCUMENTS)
                .permitAll()
                .requestMatchers(HttpMethod.GET, PAGES)
                .permitAll();
    }
}
