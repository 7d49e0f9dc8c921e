package dev.scratchy.shared.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Requests for streams of events are measured under a name of their own: they last for as long as their clients like, and would
 * spoil what is said of how long answers take.
 */
final class StreamsApart implements MeterFilter {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private volatile @Nullable Set<String> streams;

    StreamsApart(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().equals("http.server.requests")) {
            return id;
        }
        String path = id.getTag("uri");
        return path != null && streams().contains(path) ? id.withName("http.server.streams") : id;
    }

    /** When the first request is over, all handlers are known. */
    private Set<String> streams() {
        Set<String> known = streams;
        if (known == null) {
            known = mappings.stream()
                    .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                    .filter(handler -> handler.getProducesCondition()
                            .getProducibleMediaTypes()
                            .contains(MediaType.TEXT_EVENT_STREAM))
                    .flatMap(handler -> handler.getPatternValues().stream())
                    .collect(Collectors.toUnmodifiableSet());
            streams = known;
        }
        return known;
    }
}
