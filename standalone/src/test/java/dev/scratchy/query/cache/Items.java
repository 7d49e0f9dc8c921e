package dev.scratchy.query.cache;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data that is cached: items with a number and a version. */
final class Items {

    private static final String CREATE = "CREATE TABLE item (number integer PRIMARY KEY, version bigint NOT NULL)";

    private static final String FILL =
            "INSERT INTO item SELECT number, 0 FROM generate_series(0, :items - 1) AS number";

    private static final String CHANGE = """
            UPDATE item
            SET version = version + 1
            WHERE number = :number
            RETURNING version
            """;

    private static final String VERSION = "SELECT version FROM item WHERE number = :number";

    private static final String VERSIONS = "SELECT version FROM item ORDER BY number";

    private static final String PREFIX = "item:";

    private final JdbcClient jdbc;

    Items(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    static String reference(int item) {
        return PREFIX + item;
    }

    static int of(String reference) {
        return Integer.parseInt(reference.substring(PREFIX.length()));
    }

    void create(int items) {
        jdbc.sql(CREATE).update();
        jdbc.sql(FILL).param("items", items).update();
    }

    /** Makes its version the next, and answers that. */
    long change(int item) {
        return jdbc.sql(CHANGE).param("number", item).query(Long.class).single();
    }

    Optional<Long> version(int item) {
        return jdbc.sql(VERSION).param("number", item).query(Long.class).optional();
    }

    List<Long> versions() {
        return jdbc.sql(VERSIONS).query((row, number) -> row.getLong(1)).list();
    }
}
