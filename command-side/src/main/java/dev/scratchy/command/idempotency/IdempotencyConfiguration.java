package dev.scratchy.command.idempotency;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IdempotencyConfiguration {

    @Bean
    Registration commandsCarriedOutOnce(CommandBus bus, IdempotencyTable records) {
        return bus.registerHandlerInterceptor(new CarriedOutOnce(records));
    }
}
