package dev.scratchy.command.dispatch;

import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.tracing.Traces;
import jakarta.validation.Validator;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommandDispatchConfiguration {

    @Bean
    CommandGateway commandGateway(CommandBus bus, Validator validator) {
        bus.registerHandlerInterceptor(new CommittedPosition());
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .dispatchInterceptors(List.of(new CommandValidation(validator)))
                .build();
    }

    @Bean
    CommandDispatch commandDispatch(CommandGateway gateway, Traces traces, PostgresEventStorageEngine engine) {
        return new CommandDispatch(gateway, traces, engine::lastPosition);
    }

    @Bean
    ConfigurerModule versionedCommandHandlers() {
        return axon -> axon.registerHandlerEnhancerDefinition(c -> new VersionedCommandHandlers());
    }
}
