package dev.scratchy.shared.eventlog;

import dev.scratchy.shared.database.NodeName;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * What the log is made of. The storage engine is chosen here and nowhere else: another one is a change to this file.
 */
@Configuration(proxyBeanMethods = false)
class EventLogConfiguration {

    /** A few milliseconds of reading. */
    private static final int LOOKED_AT = 10_000;

    @Bean
    ConnectionProvider axonConnections(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    EventSerializer eventSerializer() {
        return new EventSerializer(EventNames.ofScratchy());
    }

    @Bean
    SnapshotSerializer snapshotSerializer(ObjectProvider<SnapshotType> types) {
        return new SnapshotSerializer(types.stream().toList());
    }

    @Bean
    EventUpcasterChain eventUpcasters() {
        return EventUpcasters.chain();
    }

    /**
     * For what is Axon's own, tracking tokens above all. A replay's token holds other objects by class name, which Jackson
     * reads only where it is told which classes may be named (seen with Axon 4.13.0: without it, no replay goes on).
     */
    @Bean
    Jackson3Serializer axonSerializer() {
        var axonsOwn = BasicPolymorphicTypeValidator.builder()
                .allowIfSubType("org.axonframework.")
                .build();
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(json -> json.polymorphicTypeValidator(axonsOwn))
                .build();
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            JdbcTemplate jdbc,
            TransactionManager transactions,
            EventSerializer serializer,
            SnapshotSerializer snapshots,
            EventUpcasterChain upcasters) {
        new LogImportTable(jdbc).demandNone();
        return PostgresEventStorageEngine.builder(jdbc, transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(snapshots)
                .snapshotFilter(snapshots::knows)
                .upcasterChain(upcasters)
                .build();
    }

    @Bean
    RecordedEvents recordedEvents(PostgresEventStorageEngine log, RecordedEventTable events) {
        return new RecordedEvents(log, events, LOOKED_AT);
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Jackson3Serializer axonSerializer, NodeName node) {
        TokenSchema columns = TokenSchema.builder()
                .setTokenTable("token_entry")
                .setProcessorNameColumn("processor_name")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("claimed_at")
                .build();
        return new TimestamptzTokenStore(
                JdbcTokenStore.builder()
                        .connectionProvider(connections)
                        .serializer(axonSerializer)
                        // Axon's own is the process id and the host's name, which two containers may share.
                        .nodeId(node.value()),
                columns);
    }
}
