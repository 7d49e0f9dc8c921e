package dev.scratchy.query.post;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a row that {@link PostTable} selects becomes what is answered. */
final class PostColumns {

    private PostColumns() {}

    static PostView view(ResultSet row, int number) throws SQLException {
        return new PostView(
                row.getString("id"),
                row.getString("title"),
                row.getString("slug"),
                row.getString("content"),
                status(row),
                row.getString("author_id"),
                tags(row),
                timeOrNull(row, "published_at"),
                row.getLong("comments"),
                time(row, "created_at"),
                time(row, "updated_at"),
                row.getLong("version"),
                null,
                null);
    }

    static PostSummary summary(ResultSet row) throws SQLException {
        return new PostSummary(
                row.getString("id"),
                row.getString("title"),
                row.getString("slug"),
                row.getString("excerpt"),
                status(row),
                row.getString("author_id"),
                tags(row),
                timeOrNull(row, "published_at"),
                row.getLong("comments"),
                time(row, "created_at"),
                time(row, "updated_at"),
                row.getLong("version"),
                null,
                null);
    }

    private static PostStatus status(ResultSet row) throws SQLException {
        return PostStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }

    private static List<String> tags(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("tags").getArray());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : time(row, column);
    }
}
