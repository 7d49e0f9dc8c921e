package dev.scratchy.query.history;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL that compares what views have seen of the log with what the log has, and that of the table {@code view_rebuild}. */
@Component
class HistoryTable {

    /**
     * What goes with a projection's token, such as its dead letters, is at or before it. Events are looked up one by one: as a join,
     * it may be planned as one with the whole log, twice a second.
     */
    private static final String STRAYED = """
            SELECT name, position, head
            FROM (
                SELECT processor_name AS name, seen_position AS position, seen_event
                FROM token_entry
                UNION ALL
                SELECT 'the replay of ' || projection, position, seen_event
                FROM replay
                WHERE state = 'running') AS seen
            CROSS JOIN (SELECT coalesce(max(position), 0) AS head FROM domain_event) AS log
            WHERE position > head
                OR seen_event IS NOT NULL AND coalesce(position < (
                    SELECT e.position
                    FROM domain_event AS e
                    WHERE e.event_id = seen_event), TRUE)
            ORDER BY name
            """;

    private static final String LAST = """
            SELECT position, event_id
            FROM domain_event
            ORDER BY position DESC
            LIMIT 1
            """;

    private static final String HAS = """
            SELECT position
            FROM domain_event
            WHERE event_id = :eventId AND position = :position
            """;

    private static final String TIMELINE = """
            SELECT name
            FROM log_timeline
            ORDER BY number DESC
            LIMIT 1
            """;

    private static final String REBUILT_UP_TO = "SELECT position FROM view_rebuild";

    private static final String REBUILT = """
            DELETE FROM view_rebuild
            WHERE (
                SELECT count(DISTINCT processor_name) = :projections AND min(seen_position) >= :position
                FROM token_entry
                WHERE processor_name = ANY (:names))
            """;

    private final JdbcClient jdbc;

    HistoryTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has come to a position that is not the log's. */
    record Strayed(String name, long position, long head) {}

    /** An event of the log. */
    record Seen(long position, String eventId) {}

    List<Strayed> strayed() {
        return jdbc.sql(STRAYED)
                .query((row, number) ->
                        new Strayed(row.getString("name"), row.getLong("position"), row.getLong("head")))
                .list();
    }

    /** The log's last event, if it has any. */
    @Nullable
    Seen last() {
        return jdbc
                .sql(LAST)
                .query((row, number) -> new Seen(row.getLong("position"), row.getString("event_id")))
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    boolean has(Seen event) {
        return !jdbc.sql(HAS)
                .param("eventId", event.eventId())
                .param("position", event.position())
                .query((row, number) -> row.getLong(1))
                .list()
                .isEmpty();
    }

    /** The name of the timeline that the log is in. */
    String timeline() {
        return jdbc.sql(TIMELINE).query((row, number) -> row.getString(1)).single();
    }

    /** Up to where the views have to come before they are read, or {@code null} when they may be. */
    @Nullable
    Long rebuiltUpTo() {
        return jdbc.sql(REBUILT_UP_TO).query((row, number) -> row.getLong(1)).list().stream()
                .findFirst()
                .orElse(null);
    }

    /** Lets the views be read when all of them have come to the position. */
    boolean rebuilt(Collection<String> projections, long position) {
        return jdbc.sql(REBUILT)
                        .param("projections", projections.size())
                        .param("names", projections.toArray(String[]::new))
                        .param("position", position)
                        .update()
                == 1;
    }
}
