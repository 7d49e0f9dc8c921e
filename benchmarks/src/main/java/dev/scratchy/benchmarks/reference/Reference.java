package dev.scratchy.benchmarks.reference;

import dev.scratchy.shared.security.AccessRules;
import dev.scratchy.standalone.Standalone;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** The standalone system with the reference endpoints added. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import(Standalone.class)
public class Reference {

    public static final String ROWS = "/reference/rows";
    public static final String CONSTANT = "/reference/constant";

    /** And behind it the id of a post. */
    public static final String SPRING_CACHE = "/reference/spring-cache/";

    /** As the endpoints that they are compared with: a token to write, none to read. */
    @Bean
    AccessRules referenceRules() {
        return requests -> requests.requestMatchers(HttpMethod.POST, ROWS)
                .authenticated()
                .requestMatchers(HttpMethod.GET, CONSTANT, SPRING_CACHE + "*")
                .permitAll();
    }
}
