package dev.scratchy.shared.eventlog;

import dev.scratchy.shared.database.TemporaryLog;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStoreTest;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** Axon's own event store works on the engine too, for whoever prefers it: by its own tests. */
class EmbeddedStoreContractIT extends EmbeddedEventStoreTest {

    private static final TemporaryLog LOG = TemporaryLog.create("embedded_store");

    @Override
    public EventStorageEngine createStorageEngine() {
        Jackson3Serializer json = Jackson3Serializer.builder().build();
        return PostgresEventStorageEngine.builder(LOG.jdbc(), LOG.transactions())
                .eventSerializer(json)
                .snapshotSerializer(json)
                .build();
    }

    @Override
    public TransactionManager getTransactionManager() {
        return LOG.transactions();
    }

    @AfterEach
    void end() {
        LOG.empty();
    }

    @AfterAll
    static void leave_nothing() {
        LOG.close();
    }
}
