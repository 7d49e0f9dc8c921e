package dev.scratchy.shared.eventlog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;

/** Axon's JDBC token store, with the time of a claim in a {@code timestamptz} column instead of text. */
final class TimestamptzTokenStore extends JdbcTokenStore {

    private final TokenSchema columns;

    TimestamptzTokenStore(Builder builder, TokenSchema columns) {
        super(builder.schema(columns).contentType(byte[].class));
        this.columns = columns;
    }

    @Override
    protected AbstractTokenEntry<?> readTokenEntry(ResultSet row) throws SQLException {
        return new GenericTokenEntry<>(
                row.getBytes(columns.tokenColumn()),
                row.getString(columns.tokenTypeColumn()),
                DateTimeUtils.formatInstant(row.getObject(columns.timestampColumn(), OffsetDateTime.class)
                        .toInstant()),
                row.getString(columns.ownerColumn()),
                row.getString(columns.processorNameColumn()),
                row.getInt(columns.segmentColumn()),
                byte[].class);
    }
}
