package dev.scratchy.query.console;

import dev.scratchy.shared.security.AccessRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The console's files, which hold no data and are everybody's, and what a browser may do with them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
class ConsoleConfiguration implements WebMvcConfigurer {

    private static final String[] PATHS = {"/admin", "/admin/**"};

    private static final String LIBRARIES = "classpath:/META-INF/resources/webjars/";

    private final String policy;

    ConsoleConfiguration(ConsoleProperties properties) {
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
                + properties.oidc().sources()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types 'none'";
    }

    @Bean
    AccessRules consoleRules() {
        return requests -> requests.requestMatchers(PATHS).permitAll();
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // The path of a library's file holds its version, so it never changes.
        for (String library : new String[] {"preact", "uplot"}) {
            registry.addResourceHandler("/admin/lib/" + library + "/**")
                    .addResourceLocations(LIBRARIES + library + "/")
                    .setCacheControl(CacheControl.maxAge(Duration.ofDays(365))
                            .cachePublic()
                            .immutable());
        }
        // By content, because all files of a reproducible build are of the same time.
        registry.addResourceHandler("/admin/assets/**")
                .addResourceLocations("classpath:/console/")
                .setUseLastModified(false)
                .setEtagGenerator(ConsoleConfiguration::tag)
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        response.setHeader("Content-Security-Policy", policy);
                        response.setHeader("Referrer-Policy", "no-referrer");
                        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
                        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
                        response.setHeader(
                                "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
                        return true;
                    }
                })
                .addPathPatterns(PATHS);
    }

    private static String tag(Resource file) {
        try (var content = file.getInputStream()) {
            return '"' + DigestUtils.md5DigestAsHex(content) + '"';
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
