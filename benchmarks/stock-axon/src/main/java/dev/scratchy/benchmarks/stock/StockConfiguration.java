package dev.scratchy.benchmarks.stock;

import javax.sql.DataSource;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What Axon's starter would configure itself, if Spring Boot 4 had not moved what it comes after: without these, transactions
 * would do nothing and nobody would keep events.
 */
@Configuration(proxyBeanMethods = false)
class StockConfiguration {

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    @DependsOnDatabaseInitialization
    EventStorageEngine eventStorageEngine(
            DataSource database, TransactionManager transactions, @Qualifier("eventSerializer") Serializer serializer) {
        var engine = JdbcEventStorageEngine.builder()
                .connectionProvider(
                        new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(database)))
                .transactionManager(transactions)
                .schema(EventSchema.builder()
                        .eventTable("stock_axon.domain_event_entry")
                        .snapshotTable("stock_axon.snapshot_event_entry")
                        .build())
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
        // Only what is not there yet.
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        return engine;
    }
}
