package dev.scratchy.shared.axon;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationParameterResolverFactory;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    @Bean
    TransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    /** What a command's metadata hands on to the events it causes: who, in which exchange, and in which trace. */
    @Bean
    CorrelationDataProvider correlationData() {
        return new SimpleCorrelationDataProvider(
                MetaDataKeys.USER_ID, MetaDataKeys.CORRELATION_ID, MetaDataKeys.TRACE_PARENT);
    }

    @Bean
    CommandBus commandBus(TransactionManager transactions, CorrelationDataProvider correlationData) {
        CommandBus bus =
                SimpleCommandBus.builder().transactionManager(transactions).build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(correlationData));
        return bus;
    }

    @Bean
    Configuration axon(
            TransactionManager transactions,
            CommandBus commandBus,
            EventStore eventStore,
            TokenStore tokenStore,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            @Qualifier("axonSerializer") Serializer axonSerializer,
            List<ParameterResolverFactory> parameters,
            List<ConfigurerModule> sides) {
        var axon = DefaultConfigurer.defaultConfiguration(false)
                .configureTransactionManager(c -> transactions)
                // Axon's own, for handlers of events: ours dispatch nothing, and it costs a tenth of a replay.
                .configureCorrelationDataProviders(c -> List.of())
                .configureCommandBus(c -> commandBus)
                .configureEventStore(c -> eventStore)
                .registerComponent(TokenStore.class, c -> tokenStore)
                .registerComponent(ParameterResolverFactory.class, c -> resolvers(c, parameters))
                .configureSerializer(c -> axonSerializer)
                .configureMessageSerializer(c -> axonSerializer)
                .configureEventSerializer(c -> eventSerializer);
        sides.forEach(side -> side.configureModule(axon));
        return axon.buildConfiguration();
    }

    /** What a handler may declare as a parameter: Axon's own, any component of its configuration, and what the sides add. */
    private static ParameterResolverFactory resolvers(Configuration axon, List<ParameterResolverFactory> added) {
        List<ParameterResolverFactory> all = new ArrayList<>(added);
        all.add(ClasspathParameterResolverFactory.forClass(AxonConfiguration.class));
        all.add(new ConfigurationParameterResolverFactory(axon));
        return MultiParameterResolverFactory.ordered(all);
    }

    /** Started before the web server takes requests and stopped after it has finished the last one. */
    @Bean
    SmartLifecycle axonLifecycle(Configuration axon) {
        return new AxonLifecycle(axon);
    }
}
