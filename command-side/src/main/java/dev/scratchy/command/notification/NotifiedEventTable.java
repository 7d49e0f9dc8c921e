package dev.scratchy.command.notification;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The events that somebody is notified of, as the log has them. */
@Component
class NotifiedEventTable {

    private static final String EVENT_ID = """
            SELECT event_id
            FROM domain_event
            WHERE position = :position AND payload_type IN ('PostPublished', 'CommentAdded')
            """;

    private final JdbcClient jdbc;

    NotifiedEventTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The identifier of the event at a position, if it is one that somebody can be notified of. */
    Optional<String> eventIdAt(long position) {
        return jdbc.sql(EVENT_ID)
                .param("position", position)
                .query(String.class)
                .optional();
    }
}
