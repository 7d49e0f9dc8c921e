package dev.scratchy.query.notification;

import dev.scratchy.query.notification.NotificationView.Actor;
import dev.scratchy.query.notification.NotificationView.Kind;
import dev.scratchy.query.notification.NotificationView.PublishedPost;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.projecting.RowStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the table {@code notification}. */
@Component
class NotificationTable {

    /** The end of an id, as {@code NotificationId} makes it: 64 bits of a hash, in upper-case hexadecimal digits. */
    private static final String HASH = "upper(left(encode(sha256(convert_to(r.event_id || %s, 'UTF8')), 'hex'), 16))";

    /** One statement tells all followers, however many, and notes that they were told, so that nobody is told twice. */
    private static final String TELL_FOLLOWERS = """
            WITH announced AS (
                UPDATE notification_post AS p
                SET announced = TRUE, updated_at = r.at
                FROM json_to_recordset(CAST(:rows AS json)) AS r (
                    post_id text, beginning text, event_id text, at timestamptz)
                WHERE p.post_id = r.post_id AND NOT p.announced
                RETURNING p.post_id, p.author_id, r.beginning, r.event_id, r.at)
            INSERT INTO notification (id, user_id, kind, actor_id, post_id, created_at, updated_at)
            SELECT r.beginning || %s, f.follower_id, 'post_published', r.author_id, r.post_id, r.at, r.at
            FROM announced AS r JOIN notification_follower AS f ON f.author_id = r.author_id
            ON CONFLICT (id) DO NOTHING
            """.formatted(HASH.formatted("f.follower_id"));

    /** Nobody is told of an own comment. */
    private static final String TELL_AUTHOR = """
            INSERT INTO notification (id, user_id, kind, actor_id, post_id, comment_id, created_at, updated_at)
            SELECT r.beginning || %s, p.author_id, 'comment_added', r.author_id, r.post_id, r.comment_id, r.at, r.at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (
                comment_id text, post_id text, author_id text, beginning text, event_id text, at timestamptz)
            JOIN notification_post AS p ON p.post_id = r.post_id
            WHERE p.author_id <> r.author_id
            ON CONFLICT (id) DO NOTHING
            """.formatted(HASH.formatted("p.author_id"));

    private static final String READ = """
            UPDATE notification AS n
            SET read_at = r.at, updated_at = r.at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, user_id text, at timestamptz)
            WHERE n.id = r.id AND n.user_id = r.user_id AND n.read_at IS NULL
            """;

    private static final String ALL_READ = """
            UPDATE notification AS n
            SET read_at = r.at, updated_at = r.at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (user_id text, at timestamptz)
            WHERE n.user_id = r.user_id AND n.read_at IS NULL
            """;

    private static final String DELETE_OF_POST = """
            DELETE FROM notification AS n
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE n.post_id = r.id
            """;

    private static final String DELETE_OF_COMMENT = """
            DELETE FROM notification AS n
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE n.comment_id = r.id
            """;

    private static final String DELETE_OF_USER = """
            DELETE FROM notification AS n
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE n.user_id = r.id OR n.actor_id = r.id
            """;

    private static final String ALL = page("");
    private static final String UNREAD = page("AND read_at IS NULL");
    private static final String ALREADY_READ = page("AND read_at IS NOT NULL");

    /** What comes out is like the pages, apart from the total: see there. */
    private static final String TOLD = """
            SELECT page.*, u.username, u.display_name, p.title, p.slug
            FROM (
                SELECT user_id, id, kind, actor_id, post_id, comment_id, read_at, created_at
                FROM notification
                WHERE user_id = ANY(CAST(:users AS text[])) AND id >= :first AND id < :end
                ORDER BY id
                LIMIT :limit) AS page
            LEFT JOIN LATERAL (
                SELECT username, display_name FROM user_account AS u WHERE u.id = page.actor_id) AS u ON TRUE
            LEFT JOIN LATERAL (
                SELECT title, slug FROM post AS p WHERE p.id = page.post_id AND p.status = 'published') AS p ON TRUE
            ORDER BY page.id
            """;

    /** Counted, for it is one user's rows of one index; a post is named only while everybody may see it. */
    private static String page(String filter) {
        return """
                SELECT counted.total, page.*, u.username, u.display_name, p.title, p.slug
                FROM (
                    SELECT count(*) AS total
                    FROM notification
                    WHERE user_id = :user %1$s) AS counted
                LEFT JOIN (
                    SELECT id, kind, actor_id, post_id, comment_id, read_at, created_at
                    FROM notification
                    WHERE user_id = :user %1$s
                    ORDER BY id DESC
                    LIMIT :limit OFFSET :offset) AS page ON TRUE
                LEFT JOIN LATERAL (
                    SELECT username, display_name FROM user_account AS u WHERE u.id = page.actor_id) AS u ON TRUE
                LEFT JOIN LATERAL (
                    SELECT title, slug FROM post AS p WHERE p.id = page.post_id AND p.status = 'published') AS p ON TRUE
                ORDER BY page.id DESC
                """.formatted(filter);
    }

    private final JdbcClient jdbc;

    final RowStatement tellFollowers = writing(TELL_FOLLOWERS);
    final RowStatement tellAuthor = writing(TELL_AUTHOR);
    final RowStatement read = writing(READ);
    final RowStatement allRead = writing(ALL_READ);
    final RowStatement deleteOfPost = writing(DELETE_OF_POST);
    final RowStatement deleteOfComment = writing(DELETE_OF_COMMENT);
    final RowStatement deleteOfUser = writing(DELETE_OF_USER);

    NotificationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a user was told, the latest first.
     *
     * @param unread only what was not read yet, or only what was, or all when {@code null}
     */
    Page<NotificationView> page(String user, @Nullable Boolean unread, PageRequest request) {
        var statement = unread == null ? jdbc.sql(ALL) : unread ? jdbc.sql(UNREAD) : jdbc.sql(ALREADY_READ);
        return statement
                .param("user", user)
                .param("limit", request.limit())
                .param("offset", request.offset())
                .query((ResultSetExtractor<Page<NotificationView>>) NotificationTable::page);
    }

    /** A notification with the user whose it is. */
    record Told(String user, NotificationView notification) {}

    /**
     * What some users were told, the earliest first.
     *
     * @param first id, or what it begins with
     * @param end the id behind the last, or what it begins with
     */
    List<Told> told(Collection<String> users, String first, String end, int limit) {
        return jdbc.sql(TOLD)
                .param("users", users.toArray(String[]::new))
                .param("first", first)
                .param("end", end)
                .param("limit", limit)
                .query((row, number) -> new Told(row.getString("user_id"), view(row)))
                .list();
    }

    private static Page<NotificationView> page(ResultSet row) throws SQLException {
        List<NotificationView> rows = new ArrayList<>();
        long total = 0;
        while (row.next()) {
            total = row.getLong("total");
            if (row.getString("id") != null) {
                rows.add(view(row));
            }
        }
        return Page.of(rows, total);
    }

    private static NotificationView view(ResultSet row) throws SQLException {
        OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
        String username = row.getString("username");
        String title = row.getString("title");
        Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new NotificationView(
                row.getString("id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("actor_id"),
                username == null ? null : new Actor(row.getString("actor_id"), username, row.getString("display_name")),
                row.getString("post_id"),
                title == null ? null : new PublishedPost(row.getString("post_id"), title, row.getString("slug")),
                row.getString("comment_id"),
                readAt != null,
                readAt == null ? null : readAt.toInstant(),
                createdAt);
    }

    private RowStatement writing(String sql) {
        return rows -> {
            jdbc.sql(sql).param("rows", rows).update();
            return List.of();
        };
    }
}
