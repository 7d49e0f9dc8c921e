package dev.scratchy.shared.security;

import dev.scratchy.shared.database.CannotStart;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.web.Problems;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

    private static final Duration ISSUER_CONNECT = Duration.ofSeconds(1);
    private static final Duration ISSUER_READ = Duration.ofSeconds(2);

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgumentResolver());
    }

    /** No session, no form, no cookie, hence nothing to forge: a bearer token with each request or none. */
    @Bean
    SecurityFilterChain bearerTokens(
            HttpSecurity http,
            List<AccessRules> rules,
            SecurityProblems problems,
            ObjectProvider<JwtDecoder> tokens,
            Environment environment) {
        if (tokens.getIfAvailable() == null) {
            throw new CannotStart("No issuer of bearer tokens is configured:"
                    + " set spring.security.oauth2.resourceserver.jwt.issuer-uri or .jwk-set-uri.");
        }
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                            .permitAll();
                    if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
                        // Who can reach the operators' port may read figures: a scraper has no token of a user's.
                        requests.requestMatchers(EndpointRequest.to("prometheus"))
                                .permitAll();
                    }
                    requests.requestMatchers(EndpointRequest.toAnyEndpoint()).hasRole(Role.ADMIN.name());
                    rules.forEach(rule -> rule.declare(requests));
                    requests.anyRequest().denyAll();
                })
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(new JudgedTokens(tokens.getObject()))
                                .jwtAuthenticationConverter(SecurityConfiguration::bearer))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .withObjectPostProcessor(answering(problems)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    /** A fifth of the time of a request's thread, for the times of single filters, which nobody asked for. */
    @Bean
    SecurityObservationSettings filtersAreNotMeasured() {
        return SecurityObservationSettings.noObservations();
    }

    /** The firewall's refusals of methods that HTTP does not know, and of odd paths such as one with a double slash. */
    @Bean
    RequestRejectedHandler oddRequests(Problems problems, UnmappedPaths unmapped) {
        return (request, response, rejected) -> {
            boolean unknownMethod = RequestMethod.resolve(request.getMethod()) == null;
            if (!unknownMethod || !unmapped.answers(request, response)) {
                problems.write(
                        request, response, ProblemCode.MALFORMED_REQUEST, "The path or a header is not a normal one.");
            }
        };
    }

    /** The filter would hand a failure that is not the token's on to the web server, which says 500. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering(SecurityProblems problems) {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(problems);
                return filter;
            }
        };
    }

    /** An issuer that hangs must not hold up for long whoever waits for its keys. */
    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer impatientWithTheIssuer() {
        var connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(ISSUER_CONNECT);
        connections.setReadTimeout(ISSUER_READ);
        return decoder -> decoder.restOperations(new RestTemplate(connections));
    }

    /** Those of RFC 9068 as well, which is what some issuers call their access tokens. */
    @Bean
    JwtTypeValidator typesOfTokens() {
        var types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    private static JwtAuthenticationToken bearer(Jwt token) {
        return new JwtAuthenticationToken(
                token,
                Callers.roles(token).stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList());
    }
}
