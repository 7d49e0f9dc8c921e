package dev.scratchy.shared.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    /** Before the filter of Boot, so that properties have the last word. */
    private static final int BEFORE_PROPERTIES = -1;

    @Bean
    @Order(BEFORE_PROPERTIES)
    static MeterFilter buckets() {
        return new Buckets();
    }

    @Bean
    static MeterFilter streamsApart(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        return new StreamsApart(mappings);
    }
}
