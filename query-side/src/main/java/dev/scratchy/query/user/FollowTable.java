package dev.scratchy.query.user;

import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import dev.scratchy.query.projecting.References;
import dev.scratchy.query.projecting.RowStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the table {@code follow}: who follows whom. Its numbers are kept in {@code follow_count} by a trigger. */
@Component
class FollowTable {

    private static final String INSERT = """
            INSERT INTO follow (follower_id, followed_id, created_at, updated_at)
            SELECT follower_id, followed_id, at, at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (follower_id text, followed_id text, at timestamptz)
            ON CONFLICT (follower_id, followed_id) DO NOTHING
            """;

    private static final String DELETE = """
            DELETE FROM follow AS f
            USING json_to_recordset(CAST(:rows AS json)) AS r (follower_id text, followed_id text)
            WHERE f.follower_id = r.follower_id AND f.followed_id = r.followed_id
            """;

    /** Both directions; tells who has one follower or one followed less. */
    private static final String FORGET_USER = """
            DELETE FROM follow AS f
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE f.follower_id = r.id OR f.followed_id = r.id
            RETURNING f.follower_id, f.followed_id
            """;

    private static final String FORGET_COUNT = """
            DELETE FROM follow_count AS c
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE c.user_id = r.id
            """;

    /** The total and the page in one snapshot; no row at all when there is no such user. */
    private static final String FOLLOWERS = """
            SELECT coalesce(c.followers, 0) AS total, page.*
            FROM user_account AS followed
            LEFT JOIN follow_count AS c ON c.user_id = followed.id
            LEFT JOIN LATERAL (
                SELECT u.id, u.username, u.display_name, f.created_at AS since
                FROM follow AS f JOIN user_account AS u ON u.id = f.follower_id
                WHERE f.followed_id = followed.id
                ORDER BY f.created_at DESC, f.follower_id DESC
                LIMIT :limit OFFSET :offset) AS page ON TRUE
            WHERE followed.id = :user
            ORDER BY page.since DESC, page.id DESC
            """;

    private static final String FOLLOWING = """
            SELECT coalesce(c.following, 0) AS total, page.*
            FROM user_account AS follower
            LEFT JOIN follow_count AS c ON c.user_id = follower.id
            LEFT JOIN LATERAL (
                SELECT u.id, u.username, u.display_name, f.created_at AS since
                FROM follow AS f JOIN user_account AS u ON u.id = f.followed_id
                WHERE f.follower_id = follower.id
                ORDER BY f.created_at DESC, f.followed_id DESC
                LIMIT :limit OFFSET :offset) AS page ON TRUE
            WHERE follower.id = :user
            ORDER BY page.since DESC, page.id DESC
            """;

    static final String COUNT_ALL = """
            INSERT INTO follow_count (user_id, followers, following)
            SELECT user_id, sum(followers), sum(following)
            FROM (
                SELECT followed_id AS user_id, 1 AS followers, 0 AS following FROM follow
                UNION ALL
                SELECT follower_id, 0, 1 FROM follow) AS counted
            GROUP BY user_id
            """;

    private final JdbcClient jdbc;

    final RowStatement insert = writing(INSERT);
    final RowStatement delete = writing(DELETE);
    final RowStatement forgetCount = writing(FORGET_COUNT);
    final RowStatement forgetUser = this::forgetUser;

    FollowTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those who follow a user, the latest first; nothing when there is no such user. */
    Optional<Page<UserSummary>> followers(String user, PageRequest page) {
        return page(jdbc.sql(FOLLOWERS), user, page);
    }

    /** Those whom a user follows, the latest first; nothing when there is no such user. */
    Optional<Page<UserSummary>> following(String user, PageRequest page) {
        return page(jdbc.sql(FOLLOWING), user, page);
    }

    private static Optional<Page<UserSummary>> page(JdbcClient.StatementSpec statement, String user, PageRequest page) {
        return statement
                .param("user", user)
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query((ResultSetExtractor<Optional<Page<UserSummary>>>) FollowTable::page);
    }

    private static Optional<Page<UserSummary>> page(ResultSet row) throws SQLException {
        List<UserSummary> rows = new ArrayList<>();
        long total = -1;
        while (row.next()) {
            total = row.getLong("total");
            if (row.getString("id") != null) {
                rows.add(new UserSummary(
                        row.getString("id"),
                        row.getString("username"),
                        row.getString("display_name"),
                        row.getObject("since", OffsetDateTime.class).toInstant()));
            }
        }
        return total < 0 ? Optional.empty() : Optional.of(Page.of(rows, total));
    }

    private List<String> forgetUser(String rows) {
        return jdbc
                .sql(FORGET_USER)
                .param("rows", rows)
                .query((row, number) -> List.of(
                        References.following(row.getString("follower_id")),
                        References.followers(row.getString("followed_id"))))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private RowStatement writing(String sql) {
        return rows -> {
            jdbc.sql(sql).param("rows", rows).update();
            return List.of();
        };
    }
}
