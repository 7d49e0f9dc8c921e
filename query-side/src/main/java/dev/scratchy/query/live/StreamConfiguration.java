package dev.scratchy.query.live;

import dev.scratchy.query.consistency.ViewPositions;
import dev.scratchy.shared.subscription.PostgresEventStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
class StreamConfiguration {

    @Bean
    Streams streams(
            List<Source> sources,
            PostgresEventStore events,
            ViewPositions positions,
            StreamProperties properties,
            Clock clock,
            MeterRegistry metrics) {
        Map<Source, Feed> feeds = sources.stream()
                .collect(Collectors.toUnmodifiableMap(source -> source, source -> new Feed(source, events, positions)));
        feeds.forEach((source, feed) -> Gauge.builder("scratchy.streams.open", feed, Feed::size)
                .description("Clients that follow what happens")
                .tag("view", source.view())
                .register(metrics));
        return new Streams(feeds, new Resumption(events, positions), positions, properties, clock);
    }
}
