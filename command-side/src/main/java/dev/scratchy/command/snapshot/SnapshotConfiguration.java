package dev.scratchy.command.snapshot;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

    @Bean
    ConfigurerModule snapshots() {
        return axon -> axon.configureSnapshotter(BackgroundSnapshotter::of);
    }
}
