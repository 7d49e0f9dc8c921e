package dev.scratchy.shared.eventlog;

import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * What the log is made of. The storage engine is chosen here and nowhere else: another one is a change to this file.
 */
@Configuration(proxyBeanMethods = false)
class EventLogConfiguration {

    /** Events per query. Each may hold a megabyte, and a page is in memory as a whole. */
    private static final int PAGE = 100;

    /** The last events, kept for processors at the head for as long as the process lives: few, for the same reason. */
    private static final int CACHED = 20;

    /** How often the tail is asked for events that another JVM appended. */
    private static final long POLL_MILLIS = 100;

    /** PostgreSQL's SQLSTATE of a unique violation; on (aggregate, sequence number) it means a concurrent change. */
    private static final String UNIQUE_VIOLATION = "23505";

    @Bean
    ConnectionProvider axonConnections(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    EventSerializer eventSerializer() {
        return new EventSerializer(EventNames.ofScratchy());
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
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections,
            TransactionManager transactions,
            EventSerializer serializer,
            EventUpcasterChain upcasters) {
        EventSchema columns = EventSchema.builder()
                .eventTable("domain_event")
                .globalIndexColumn("position")
                .eventIdentifierColumn("event_id")
                .aggregateIdentifierColumn("aggregate_id")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("aggregate_type")
                .timestampColumn("recorded_at")
                .metaDataColumn("metadata")
                .payloadColumn("payload")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .snapshotTable("snapshot")
                .build();
        return new JsonEventStorageEngine(JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .schema(columns)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .batchSize(PAGE)
                // Axon's default list of error codes misses PostgreSQL's, and a conflict would look like a fault.
                .persistenceExceptionResolver(new SQLStateResolver(UNIQUE_VIOLATION)));
    }

    @Bean
    EventStore eventStore(EventStorageEngine engine) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .cachedEvents(CACHED)
                .fetchDelay(POLL_MILLIS)
                .build();
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Jackson3Serializer axonSerializer) {
        TokenSchema columns = TokenSchema.builder()
                .setTokenTable("token_entry")
                .setProcessorNameColumn("processor_name")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("claimed_at")
                .build();
        return new TimestamptzTokenStore(
                JdbcTokenStore.builder().connectionProvider(connections).serializer(axonSerializer), columns);
    }
}
