package dev.scratchy.benchmarks.reference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;

/** Axon's own JDBC engine, reading {@code timestamptz} and {@code json} columns where it would have text and bytes. */
final class JsonEventStorageEngine extends JdbcEventStorageEngine {

    JsonEventStorageEngine(Builder builder) {
        super(builder.dataType(String.class));
    }

    @Override
    protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Unchecked by Axon's signature: the type is the one given as {@code dataType}. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    protected <T> T readPayload(ResultSet row, String column) throws SQLException {
        return (T) row.getString(column);
    }
}
