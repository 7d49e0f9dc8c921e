package dev.scratchy.shared.eventlog;

import dev.scratchy.shared.database.TemporaryLog;
import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngineTest;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What Axon expects of every storage engine, by its own tests. */
class StorageEngineContractIT
        extends BatchingEventStorageEngineTest<PostgresEventStorageEngine, PostgresEventStorageEngine.Builder> {

    private static final TemporaryLog LOG = TemporaryLog.create("contract");

    @BeforeEach
    void begin() {
        setTestSubject(createEngine(engine -> engine));
    }

    @AfterEach
    void end() {
        LOG.empty();
    }

    @AfterAll
    static void leave_nothing() {
        LOG.close();
    }

    @Override
    protected PostgresEventStorageEngine createEngine(UnaryOperator<PostgresEventStorageEngine.Builder> customized) {
        Jackson3Serializer json = Jackson3Serializer.builder().build();
        return customized
                .apply(PostgresEventStorageEngine.builder(LOG.jdbc(), LOG.transactions())
                        .eventSerializer(json)
                        .snapshotSerializer(json))
                .build();
    }
}
