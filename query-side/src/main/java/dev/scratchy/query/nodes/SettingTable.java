package dev.scratchy.query.nodes;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the table {@code projection_setting}. */
@Component
class SettingTable {

    private static final String ALL = "SELECT * FROM projection_setting";

    private static final String PAUSE = """
            INSERT INTO projection_setting (projection, paused)
            VALUES (:projection, :paused)
            ON CONFLICT (projection) DO UPDATE SET paused = excluded.paused, updated_at = clock_timestamp()
            """;

    private static final String DIVIDE = """
            INSERT INTO projection_setting (projection, segments)
            VALUES (:projection, :segments)
            ON CONFLICT (projection) DO UPDATE SET segments = excluded.segments, updated_at = clock_timestamp()
            """;

    /** Nothing when somebody else has it. */
    private static final String HOLD = """
            SELECT projection
            FROM projection_setting
            WHERE projection = :projection
            FOR UPDATE SKIP LOCKED
            """;

    private final JdbcClient jdbc;

    SettingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is wanted of a projection. */
    record Setting(boolean paused, int segments) {

        static final Setting NONE = new Setting(false, 1);
    }

    Map<String, Setting> all() {
        Map<String, Setting> settings = new HashMap<>();
        jdbc.sql(ALL).query(row -> {
            settings.put(row.getString("projection"), new Setting(row.getBoolean("paused"), row.getInt("segments")));
        });
        return settings;
    }

    void pause(String projection, boolean paused) {
        jdbc.sql(PAUSE).param("projection", projection).param("paused", paused).update();
    }

    void divide(String projection, int segments) {
        jdbc.sql(DIVIDE)
                .param("projection", projection)
                .param("segments", segments)
                .update();
    }

    /** Whether this transaction has it to itself until its end. */
    boolean hold(String projection) {
        return jdbc.sql(HOLD)
                .param("projection", projection)
                .query((row, number) -> row.getString("projection"))
                .optional()
                .isPresent();
    }
}
