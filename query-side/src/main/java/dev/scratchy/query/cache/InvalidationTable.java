package dev.scratchy.query.cache;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All SQL of the table {@code cache_invalidation}: what Redis has not acknowledged yet. A row is written in the transaction
 * that changes the data, and deleted when every node has been told, which is one command to Redis.
 */
class InvalidationTable {

    /** Younger ones are left to the node that wrote them, which is about to deliver them. */
    static final Duration OVERDUE = Duration.ofMillis(100);

    private static final String INSERT = """
            INSERT INTO cache_invalidation (reference_names)
            VALUES (:names)
            RETURNING id
            """;

    /** Does not wait for the disk: a row that comes back after a crash is delivered twice, which costs hits only. */
    private static final String DELETE = """
            DELETE FROM cache_invalidation
            USING (SELECT set_config('synchronous_commit', 'off', true)) AS without_waiting
            WHERE id = ANY (:ids)
            """;

    private static final String WAITING = """
            SELECT count(*) FILTER (WHERE created_at < clock_timestamp() - CAST(:overdue AS interval)) AS overdue,
                coalesce(1000 * extract(epoch FROM clock_timestamp() - min(created_at)), 0) AS millis
            FROM cache_invalidation
            """;

    /** What another node is at is passed over. */
    private static final String TAKE = """
            DELETE FROM cache_invalidation
            WHERE id IN (
                SELECT id
                FROM cache_invalidation
                WHERE created_at < clock_timestamp() - CAST(:overdue AS interval)
                ORDER BY id
                LIMIT :most
                FOR UPDATE SKIP LOCKED)
            RETURNING reference_names
            """;

    /** As old as the oldest of them. */
    private static final String FOLD = """
            WITH folded AS (
                DELETE FROM cache_invalidation
                WHERE id IN (
                    SELECT id
                    FROM cache_invalidation
                    WHERE created_at < clock_timestamp() - CAST(:overdue AS interval)
                    FOR UPDATE SKIP LOCKED)
                RETURNING created_at)
            INSERT INTO cache_invalidation (reference_names, created_at)
            SELECT CAST('{*}' AS text[]), min(created_at)
            FROM folded
            HAVING count(*) > 0
            """;

    private static final String OVERDUE_INTERVAL = OVERDUE.toMillis() + " milliseconds";

    private final JdbcClient jdbc;

    InvalidationTable(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /**
     * What is not crossed out yet.
     *
     * @param rows that are overdue
     * @param age of the oldest row, overdue or not; zero when there is none
     */
    record Waiting(long rows, Duration age) {}

    /** Writes a row in the transaction of the caller, and answers its number. */
    long insert(Collection<String> names) {
        return jdbc.sql(INSERT)
                .param("names", names.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    void delete(Collection<Long> ids) {
        jdbc.sql(DELETE).param("ids", ids.toArray(Long[]::new)).update();
    }

    Waiting waiting() {
        return jdbc.sql(WAITING)
                .param("overdue", OVERDUE_INTERVAL)
                .query((row, number) ->
                        new Waiting(row.getLong("overdue"), Duration.ofMillis((long) row.getDouble("millis"))))
                .single();
    }

    /** Deletes overdue rows in the transaction of the caller, and answers all their references. */
    Set<String> take(int most) {
        List<String[]> rows = jdbc.sql(TAKE)
                .param("overdue", OVERDUE_INTERVAL)
                .param("most", most)
                .query((row, number) -> (String[]) row.getArray(1).getArray())
                .list();
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(Arrays.asList(row)));
        return names;
    }

    /** Makes one row of all overdue ones: everything. */
    void fold() {
        jdbc.sql(FOLD).param("overdue", OVERDUE_INTERVAL).update();
    }
}
