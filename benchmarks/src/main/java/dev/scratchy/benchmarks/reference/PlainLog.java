package dev.scratchy.benchmarks.reference;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The least that an event log can do: the same columns, the same three indexes, and an INSERT by plain JDBC. Without what keeps
 * the order (the trigger that registers an appender) and without the column of sizes.
 */
public final class PlainLog {

    private static final String CREATE = """
            CREATE SCHEMA plain;
            CREATE TABLE plain.domain_event (
                position         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                event_id         text        NOT NULL UNIQUE,
                aggregate_id     text        NOT NULL,
                sequence_number  bigint      NOT NULL,
                aggregate_type   text,
                recorded_at      timestamptz NOT NULL,
                payload_type     text        NOT NULL,
                payload_revision text,
                payload          json        NOT NULL,
                metadata         json        NOT NULL,
                UNIQUE (aggregate_id, sequence_number)
            );
            """;

    private static final String INSERT = """
            INSERT INTO plain.domain_event (
                event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS json), CAST(? AS json))
            """;

    private static final String COUNT = "SELECT count(*) FROM plain.domain_event";

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    public PlainLog(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** What is in a row, with its JSON made already. */
    public record Row(
            String eventId,
            String aggregateId,
            long sequenceNumber,
            String aggregateType,
            Instant recordedAt,
            String payloadType,
            String payload,
            String metadata) {}

    public void create() {
        jdbc.sql(CREATE).update();
    }

    /** In one transaction of its own. */
    public void append(List<Row> rows) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (Row row : rows) {
                    fill(insert, row);
                    if (rows.size() > 1) {
                        insert.addBatch();
                    }
                }
                if (rows.size() > 1) {
                    insert.executeBatch();
                } else {
                    insert.executeUpdate();
                }
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    private static void fill(PreparedStatement insert, Row row) throws SQLException {
        insert.setString(1, row.eventId());
        insert.setString(2, row.aggregateId());
        insert.setLong(3, row.sequenceNumber());
        insert.setString(4, row.aggregateType());
        insert.setObject(5, row.recordedAt().atOffset(ZoneOffset.UTC));
        insert.setString(6, row.payloadType());
        insert.setString(7, "1");
        insert.setString(8, row.payload());
        insert.setString(9, row.metadata());
    }

    public long events() {
        return jdbc.sql(COUNT).query(Long.class).single();
    }
}
