package dev.scratchy.shared.eventlog;

import dev.scratchy.shared.database.TemporaryLog;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStoreTest;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;

/** Axon's own event store works on the engine too, for whoever prefers it: by its own tests. */
class EmbeddedStoreContractIT extends EmbeddedEventStoreTest {

    private final TemporaryLog log = TemporaryLog.create("embedded_store");

    @Override
    public EventStorageEngine createStorageEngine() {
        Jackson3Serializer json = Jackson3Serializer.builder().build();
        return PostgresEventStorageEngine.builder(log.jdbc(), log.transactions())
                .eventSerializer(json)
                .snapshotSerializer(json)
                .build();
    }

    @Override
    public TransactionManager getTransactionManager() {
        return log.transactions();
    }

    @AfterEach
    void end() {
        log.close();
    }
}
