package dev.scratchy.query.deadletter;

import dev.scratchy.shared.identity.DeadLetterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterStatementFactory;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * All SQL of the table {@code dead_letter}, as Axon's queue asks for it. Axon's own statements write JSON as bytes, and
 * take a page's offset for a letter's place: of more than ten sequences, some would never be found (as of Axon 4.13.0).
 */
final class DeadLetterTable implements DeadLetterStatementFactory<EventMessage<?>> {

    /** Letters per query. Each may hold a megabyte, and a page is in memory as a whole. */
    static final int PAGE = 100;

    private static final String ENQUEUE = """
            INSERT INTO dead_letter (id, projection, sequence, place, position, event_id, aggregate_id, sequence_number, aggregate_type,
                recorded_at, payload_type, payload_revision, payload, metadata, cause_type, cause_message, diagnostics, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS json), CAST(? AS json), ?, ?, CAST(? AS json), ?, ?)
            """;

    private static final String LAST_PLACE = """
            SELECT max(place)
            FROM dead_letter
            WHERE projection = ? AND sequence = ?
            """;

    private static final String EVICT = """
            DELETE FROM dead_letter WHERE id = ?
            """;

    private static final String REQUEUE = """
            UPDATE dead_letter
            SET cause_type = ?, cause_message = ?, updated_at = ?, diagnostics = CAST(? AS json), claimed_at = NULL
            WHERE id = ?
            """;

    private static final String SIZE_OF_SEQUENCE = """
            SELECT count(*)
            FROM dead_letter
            WHERE projection = ? AND sequence = ?
            """;

    private static final String SEQUENCE = """
            SELECT *
            FROM dead_letter
            WHERE projection = ? AND sequence = ?
            ORDER BY place
            OFFSET ?
            LIMIT ?
            """;

    private static final String SEQUENCES = """
            SELECT sequence
            FROM (SELECT DISTINCT ON (sequence) sequence, updated_at FROM dead_letter WHERE projection = ? ORDER BY sequence, place) AS first
            ORDER BY updated_at, sequence
            """;

    private static final String SIZE = """
            SELECT count(*) FROM dead_letter WHERE projection = ?
            """;

    private static final String COUNT_SEQUENCES = """
            SELECT count(DISTINCT sequence)
            FROM dead_letter
            WHERE projection = ?
            """;

    private static final String CLAIMABLE = """
            SELECT *
            FROM (SELECT DISTINCT ON (sequence) * FROM dead_letter WHERE projection = ? ORDER BY sequence, place) AS first
            WHERE claimed_at IS NULL OR claimed_at < ?
            ORDER BY updated_at, sequence
            OFFSET ?
            LIMIT ?
            """;

    private static final String CLAIM = """
            UPDATE dead_letter
            SET claimed_at = ?
            WHERE id = ? AND (claimed_at IS NULL OR claimed_at < ?)
            """;

    private static final String NEXT = """
            SELECT *
            FROM dead_letter
            WHERE projection = ? AND sequence = ? AND place > ?
            ORDER BY place
            LIMIT 1
            """;

    private static final String CLEAR = """
            DELETE FROM dead_letter WHERE projection = ?
            """;

    private final Serializer serializer;

    DeadLetterTable(Serializer serializer) {
        this.serializer = serializer;
    }

    @Override
    public PreparedStatement enqueueStatement(
            Connection connection,
            String projection,
            String sequence,
            DeadLetter<? extends EventMessage<?>> letter,
            long place)
            throws SQLException {
        if (!(letter.message() instanceof DomainEventMessage<?> event)
                || !(event instanceof TrackedEventMessage<?> tracked)) {
            throw new IllegalArgumentException("Not an event of the log: " + letter.message());
        }
        SerializedObject<String> payload = event.serializePayload(serializer, String.class);
        StoredCause cause = StoredCause.of(letter.cause().orElse(null));
        return statement(
                connection,
                ENQUEUE,
                DeadLetterId.next().value(),
                projection,
                sequence,
                place,
                tracked.trackingToken().position().orElseThrow(),
                event.getIdentifier(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getType(),
                time(event.getTimestamp()),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                event.serializeMetaData(serializer, String.class).getData(),
                cause.type(),
                cause.message(),
                json(letter.diagnostics()),
                time(letter.enqueuedAt()),
                time(letter.lastTouched()));
    }

    @Override
    public PreparedStatement maxIndexStatement(Connection connection, String projection, String sequence)
            throws SQLException {
        return statement(connection, LAST_PLACE, projection, sequence);
    }

    @Override
    public PreparedStatement evictStatement(Connection connection, String id) throws SQLException {
        return statement(connection, EVICT, id);
    }

    @Override
    public PreparedStatement requeueStatement(
            Connection connection, String id, @Nullable Cause cause, Instant lastTouched, MetaData diagnostics)
            throws SQLException {
        StoredCause stored = StoredCause.of(cause);
        return statement(
                connection, REQUEUE, stored.type(), stored.message(), time(lastTouched), json(diagnostics), id);
    }

    @Override
    public PreparedStatement containsStatement(Connection connection, String projection, String sequence)
            throws SQLException {
        return sequenceSizeStatement(connection, projection, sequence);
    }

    /** Axon asks for the longest sequence there may be each time, and would see letters twice: it is given a page. */
    @Override
    public PreparedStatement letterSequenceStatement(
            Connection connection, String projection, String sequence, int offset, int maxSequenceSize)
            throws SQLException {
        return statement(connection, SEQUENCE, projection, sequence, offset, PAGE);
    }

    @Override
    public PreparedStatement sequenceIdentifiersStatement(Connection connection, String projection)
            throws SQLException {
        return statement(connection, SEQUENCES, projection);
    }

    @Override
    public PreparedStatement sizeStatement(Connection connection, String projection) throws SQLException {
        return statement(connection, SIZE, projection);
    }

    @Override
    public PreparedStatement sequenceSizeStatement(Connection connection, String projection, String sequence)
            throws SQLException {
        return statement(connection, SIZE_OF_SEQUENCE, projection, sequence);
    }

    @Override
    public PreparedStatement amountOfSequencesStatement(Connection connection, String projection) throws SQLException {
        return statement(connection, COUNT_SEQUENCES, projection);
    }

    @Override
    public PreparedStatement claimableSequencesStatement(
            Connection connection, String projection, Instant claimedBefore, int offset, int size) throws SQLException {
        return statement(connection, CLAIMABLE, projection, time(claimedBefore), offset, size);
    }

    @Override
    public PreparedStatement claimStatement(Connection connection, String id, Instant now, Instant claimedBefore)
            throws SQLException {
        return statement(connection, CLAIM, time(now), id, time(claimedBefore));
    }

    @Override
    public PreparedStatement nextLetterInSequenceStatement(
            Connection connection, String projection, String sequence, long place) throws SQLException {
        return statement(connection, NEXT, projection, sequence, place);
    }

    @Override
    public PreparedStatement clearStatement(Connection connection, String projection) throws SQLException {
        return statement(connection, CLEAR, projection);
    }

    private static PreparedStatement statement(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private String json(MetaData data) {
        return serializer.serialize(data, String.class).getData();
    }
}
