package dev.scratchy.shared.eventlog;

import dev.scratchy.shared.comment.CommentAdded;
import dev.scratchy.shared.comment.CommentDeleted;
import dev.scratchy.shared.post.PostArchived;
import dev.scratchy.shared.post.PostCreated;
import dev.scratchy.shared.post.PostDeleted;
import dev.scratchy.shared.post.PostPublished;
import dev.scratchy.shared.post.PostUnpublished;
import dev.scratchy.shared.post.PostUpdated;
import dev.scratchy.shared.user.UserDeleted;
import dev.scratchy.shared.user.UserRegistered;
import dev.scratchy.shared.user.UserUpdated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The reservations that a log stands for: who has which name, which posts live and are public, which comments live. Commands
 * write them beside their events; this makes the same of the events alone, in their order.
 */
public final class FoldedReservations {

    private static final String REGISTER = "INSERT INTO username_reservation (username, user_id) VALUES (?, ?)";
    private static final String RENAME_USER = "UPDATE username_reservation SET username = ? WHERE user_id = ?";
    private static final String DELETE_USER = "DELETE FROM username_reservation WHERE user_id = ?";
    private static final String CREATE = "INSERT INTO slug_reservation (slug, post_id, author_id) VALUES (?, ?, ?)";
    private static final String RENAME_POST = "UPDATE slug_reservation SET slug = ? WHERE post_id = ?";
    private static final String SHOW = "UPDATE slug_reservation SET published = TRUE WHERE post_id = ?";
    private static final String HIDE = "UPDATE slug_reservation SET published = FALSE WHERE post_id = ?";
    private static final String DELETE_POST = "DELETE FROM slug_reservation WHERE post_id = ?";
    private static final String COMMENT =
            "INSERT INTO comment_reservation (comment_id, post_id, author_id) VALUES (?, ?, ?)";
    private static final String DELETE_COMMENT = "DELETE FROM comment_reservation WHERE comment_id = ?";

    private final JdbcTemplate jdbc;
    private final EventSerializer serializer = new EventSerializer(EventNames.ofScratchy());
    private final EventUpcasterChain upcasters = EventUpcasters.chain();

    /** A row of the log. */
    public record Row(
            String eventId,
            @Nullable String aggregateType,
            String aggregateId,
            long sequenceNumber,
            Instant recordedAt,
            String payloadType,
            @Nullable String payloadRevision,
            String payload,
            String metadata) {

        @SuppressWarnings("NullAway") // Axon's own are null as well for what no aggregate applied
        private StoredEvent stored() {
            return new StoredEvent(
                    eventId,
                    aggregateType,
                    aggregateId,
                    sequenceNumber,
                    recordedAt,
                    new SimpleSerializedObject<>(payload, String.class, payloadType, payloadRevision),
                    new SerializedMetaData<>(metadata, String.class));
        }
    }

    /** One statement for several events in a row. */
    private static final class Run {

        private final List<Object[]> rows = new ArrayList<>();
        private @Nullable String sql;
    }

    public FoldedReservations(DataSource database) {
        jdbc = new JdbcTemplate(database);
    }

    /** Writes what follows from some events, behind what followed from those before them; in the caller's transaction. */
    public void fold(Stream<Row> events) {
        var run = new Run();
        EventStreamUtils.upcastAndDeserializeDomainEvents(events.map(Row::stored), serializer, upcasters)
                .asStream()
                .map(DomainEventMessage::getPayload)
                .forEach(event -> fold(event, run));
        write(run);
    }

    private void fold(Object event, Run run) {
        switch (event) {
            case UserRegistered it -> add(run, REGISTER, it.username(), it.userId());
            case UserUpdated it -> rename(run, RENAME_USER, it.username(), it.userId());
            case UserDeleted it -> add(run, DELETE_USER, it.userId());
            case PostCreated it -> add(run, CREATE, it.slug(), it.postId(), it.authorId());
            case PostUpdated it -> rename(run, RENAME_POST, it.slug(), it.postId());
            case PostPublished it -> add(run, SHOW, it.postId());
            case PostUnpublished it -> add(run, HIDE, it.postId());
            case PostArchived it -> add(run, HIDE, it.postId());
            case PostDeleted it -> add(run, DELETE_POST, it.postId());
            case CommentAdded it -> add(run, COMMENT, it.commentId(), it.postId(), it.authorId());
            case CommentDeleted it -> add(run, DELETE_COMMENT, it.commentId());
            default -> {
                // Reserves nothing.
            }
        }
    }

    private void rename(Run run, String sql, @Nullable String name, String id) {
        if (name != null) {
            add(run, sql, name, id);
        }
    }

    private void add(Run run, String sql, Object... row) {
        if (!sql.equals(run.sql)) {
            write(run);
            run.sql = sql;
        }
        run.rows.add(row);
    }

    private void write(Run run) {
        String sql = run.sql;
        if (sql != null && !run.rows.isEmpty()) {
            jdbc.batchUpdate(sql, run.rows);
        }
        run.rows.clear();
    }
}
