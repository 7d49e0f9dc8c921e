package dev.scratchy.benchmarks;

import dev.scratchy.benchmarks.reference.StockLog;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import dev.scratchy.shared.subscription.PostgresEventStore;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Scratchy's log and Axon's own, on the same pool and with the same transactions, tokens and serializer. */
record LogPair(
        PostgresEventStorageEngine engine,
        PostgresEventStore store,
        StockLog stock,
        TransactionManager transactions,
        TokenStore tokens) {

    /** One of the two. */
    enum Kind {
        SCRATCHY,
        STOCK
    }

    static LogPair of(
            JdbcClient jdbc,
            ConnectionProvider connections,
            TransactionManager transactions,
            PostgresEventStorageEngine engine,
            PostgresEventStore store,
            TokenStore tokens) {
        var stock = new StockLog(jdbc, connections, transactions, engine.getEventSerializer());
        stock.create();
        return new LogPair(engine, store, stock, transactions, tokens);
    }

    EventStorageEngine engineOf(Kind kind) {
        return switch (kind) {
            case SCRATCHY -> engine;
            case STOCK -> stock.engine();
        };
    }

    EventStore storeOf(Kind kind) {
        return switch (kind) {
            case SCRATCHY -> store;
            case STOCK -> stock.store();
        };
    }

    /** What a processor of that name follows. */
    StreamableMessageSource<TrackedEventMessage<?>> sourceOf(Kind kind, String processor) {
        return switch (kind) {
            case SCRATCHY -> store.subscription(processor, any -> true);
            case STOCK -> stock.store();
        };
    }
}
