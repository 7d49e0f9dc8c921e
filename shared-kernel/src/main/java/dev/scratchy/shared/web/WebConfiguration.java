package dev.scratchy.shared.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.CorsFilter;

/** The filters at the edge, before anybody is asked for a token: who may call from where, and how much they may send. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration {

    /** After the exchange has its id and its measurement, so that both see refusals too. */
    private static final int EDGE = Ordered.HIGHEST_PRECEDENCE + 100;

    /** Before everything that may refuse, because a page is not shown an answer without the headers. */
    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginCalls(WebProperties properties, Problems problems) {
        var origins = new CrossOriginCalls(properties.cors().allowedOrigins(), problems);
        var registration = new FilterRegistrationBean<>(origins.filter());
        registration.addUrlPatterns("/api/v1/*");
        registration.setOrder(EDGE);
        registration.setEnabled(!properties.cors().allowedOrigins().isEmpty());
        return registration;
    }

    /** What the web server refuses by itself, before there is a request that a filter could see. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemsOfTheWebServer() {
        return tomcat -> tomcat.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(WebServerProblems.class.getName()));
    }

    @Bean
    FilterRegistrationBean<BodyLimits> bodyLimits(WebProperties properties, Problems problems) {
        var registration = new FilterRegistrationBean<>(
                new BodyLimits(properties.maxRequestSize(), properties.maxRequestTime(), problems));
        registration.setOrder(EDGE + 1);
        return registration;
    }
}
