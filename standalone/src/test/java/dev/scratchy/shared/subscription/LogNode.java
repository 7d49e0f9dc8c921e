package dev.scratchy.shared.subscription;

import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.shared.database.DatabaseConfiguration;
import dev.scratchy.shared.database.OwnConnections;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.eventlog.SnapshotType;
import dev.scratchy.shared.post.PostArchived;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** A node that has the event log and nothing else: the beans of production, on a schema that no other test uses. */
final class LogNode implements AutoCloseable {

    /** Not annotated as a configuration, so that the running system does not find it. */
    @ComponentScan({"dev.scratchy.shared.eventlog", "dev.scratchy.shared.subscription"})
    @Import(DatabaseConfiguration.class)
    static final class Beans {

        @Bean
        JdbcTemplate jdbcTemplate(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        TransactionManager axonTransactions(PlatformTransactionManager transactions) {
            return new SpringTransactionManager(transactions);
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** An event, which will do for an aggregate where nothing is folded. */
        @Bean
        SnapshotType archivedPosts() {
            return new SnapshotType("PostArchived", 1, PostArchived.class);
        }

        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }
    }

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    LogNode(String url, String schema, int connections) {
        Map<String, Object> properties = Map.of(
                "scratchy.database.url", url,
                "scratchy.database.schema", schema,
                "scratchy.database.maximum-pool-size", connections,
                "scratchy.database.migrate", true);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("node", properties));
        context.register(Beans.class);
        context.refresh();
    }

    /** On the running system's PostgreSQL. */
    static LogNode on(String schema) {
        return new LogNode(url(), schema, 20);
    }

    static String url() {
        return String.valueOf(RunningSystem.servers().get("DATABASE_URL"));
    }

    /** An aggregate's first events. */
    static List<EventMessage<?>> events(String aggregate, int count) {
        return IntStream.range(0, count)
                .<EventMessage<?>>mapToObj(n -> event(aggregate, n, new PostArchived(aggregate)))
                .toList();
    }

    static EventMessage<?> event(String aggregate, long number, Object payload) {
        return new GenericDomainEventMessage<>("Post", aggregate, number, payload);
    }

    PostgresEventStore store() {
        return context.getBean(PostgresEventStore.class);
    }

    PostgresEventStorageEngine engine() {
        return context.getBean(PostgresEventStorageEngine.class);
    }

    OwnConnections ownConnections() {
        return context.getBean(OwnConnections.class);
    }

    JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }

    DataSource pool() {
        return context.getBean(DataSource.class);
    }

    double gauge(String name) {
        return context.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    /** Appends one event as a command does, and says which. */
    String append() {
        List<EventMessage<?>> events = events(UUID.randomUUID().toString(), 1);
        append(events, transaction -> {}, transaction -> {});
        return events.getFirst().getIdentifier();
    }

    /**
     * Appends as a command does: in a unit of work, whose commit inserts, commits, and announces.
     *
     * @param before the insert, in its transaction
     * @param after the insert and before the commit; what it throws rolls back
     */
    void append(List<EventMessage<?>> events, Consumer<TransactionStatus> before, Consumer<TransactionStatus> after) {
        var transactions = context.getBean(PlatformTransactionManager.class);
        var work = DefaultUnitOfWork.startAndGet(null);
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        work.onCommit(committing -> transactions.commit(transaction));
        work.onRollback(failed -> transactions.rollback(transaction));
        work.onPrepareCommit(preparing -> before.accept(transaction));
        store().publish(events);
        work.onPrepareCommit(inserted -> after.accept(transaction));
        work.commit();
    }

    /** For the last node of a log, of which nothing stays. */
    void closeAndDrop(String schema) {
        store().shutDown();
        jdbc().execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        jdbc().execute("DROP SCHEMA IF EXISTS " + schema + "_log CASCADE");
        context.close();
    }

    @Override
    public void close() {
        store().shutDown();
        context.close();
    }
}
