package dev.scratchy.query.cache;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A row that changes, with a number that counts its changes, and when each was committed and acknowledged. */
final class Fact {

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS fact (
                name    text   PRIMARY KEY,
                version bigint NOT NULL
            )
            """;

    private static final String INSERT = "INSERT INTO fact (name, version) VALUES (?, 0) ON CONFLICT DO NOTHING";

    private static final String CHANGE = "UPDATE fact SET version = version + 1 WHERE name = ? RETURNING version";

    private static final String LOAD = "SELECT version FROM fact WHERE name = ?";

    private final String name;
    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final SortedMap<Long, Long> committed = new ConcurrentSkipListMap<>();
    private final SortedMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();

    private Fact(String name, DataSource database) {
        this.name = name;
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    static Fact named(String name, DataSource database) {
        var fact = new Fact(name, database);
        fact.jdbc.execute(TABLE);
        fact.jdbc.update(INSERT, name);
        return fact;
    }

    String name() {
        return name;
    }

    static Optional<Long> load(DataSource database, String name) {
        return new JdbcTemplate(database)
                .query(LOAD, (row, number) -> row.getLong(1), name).stream().findFirst();
    }

    /** As a projection does it: the invalidation is part of the transaction. Answers the version that is committed now. */
    long change(OwnNode node) {
        long version = Objects.requireNonNull(transactions.execute(status -> {
            long next = Objects.requireNonNull(jdbc.queryForObject(CHANGE, Long.class, name));
            // Registered before the cache's own, so that it knows the time before anything is delivered.
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    committed(next, System.nanoTime());
                }
            });
            node.cache().invalidateAll(List.of(OwnNode.reference(name)));
            return next;
        }));
        if (node.lastWasAcknowledged()) {
            acknowledged.put(version, System.nanoTime());
        }
        return version;
    }

    /** That somebody else has committed it, by {@link System#nanoTime}. */
    void committed(long version, long at) {
        committed.put(version, at);
    }

    long current() {
        return load(database, name).orElseThrow();
    }

    int acknowledgements() {
        return acknowledged.size();
    }

    /** Whether a newer version was acknowledged by then. */
    boolean isOutdated(long version, long at) {
        return happened(acknowledged, version) <= at;
    }

    /** When this version was the current one no more; never, if it is. */
    long supersededAt(long version) {
        return happened(committed, version);
    }

    private static long happened(SortedMap<Long, Long> what, long version) {
        SortedMap<Long, Long> newer = what.tailMap(version + 1);
        return newer.values().stream().findFirst().orElse(Long.MAX_VALUE);
    }
}
