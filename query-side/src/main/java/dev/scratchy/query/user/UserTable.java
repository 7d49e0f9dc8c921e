package dev.scratchy.query.user;

import dev.scratchy.query.projecting.RowStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL of the table {@code user_account}. The writes take any number of rows as one JSON array, at most one row per user
 * each, and leave a row alone that has seen the event already.
 */
@Component
class UserTable {

    private static final String INSERT = """
            INSERT INTO user_account (id, username, display_name, email, bio, version, created_at, updated_at)
            SELECT id, username, display_name, email, bio, version, at, at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (
                id text, username text, display_name text, email text, bio text, version bigint, at timestamptz)
            ON CONFLICT (id) DO NOTHING
            """;

    /** What is empty was taken away. */
    private static final String UPDATE = """
            UPDATE user_account AS u
            SET username = coalesce(r.username, u.username),
                display_name = coalesce(r.display_name, u.display_name),
                email = nullif(coalesce(r.email, u.email), ''),
                bio = nullif(coalesce(r.bio, u.bio), ''),
                version = r.version,
                updated_at = r.at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (
                id text, username text, display_name text, email text, bio text, version bigint, at timestamptz)
            WHERE u.id = r.id AND u.version < r.version
            """;

    /** Whom somebody follows is no part of the account, but it is a fact of the same stream. */
    private static final String SET_VERSION = """
            UPDATE user_account AS u
            SET version = r.version
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, version bigint)
            WHERE u.id = r.id AND u.version < r.version
            """;

    private static final String DELETE = """
            DELETE FROM user_account AS u
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE u.id = r.id
            """;

    private static final String VIEW = """
            SELECT u.*, coalesce(c.followers, 0) AS followers, coalesce(c.following, 0) AS following
            FROM user_account AS u
            LEFT JOIN follow_count AS c ON c.user_id = u.id
            """;

    private static final String BY_ID = VIEW + "WHERE u.id = :id";

    private static final String BY_USERNAME = VIEW + "WHERE u.username = :username";

    private final JdbcClient jdbc;

    final RowStatement insert = writing(INSERT);
    final RowStatement update = writing(UPDATE);
    final RowStatement setVersion = writing(SET_VERSION);
    final RowStatement delete = writing(DELETE);

    UserTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UserView> find(String id) {
        return jdbc.sql(BY_ID).param("id", id).query(UserTable::view).optional();
    }

    Optional<UserView> findByUsername(String username) {
        return jdbc.sql(BY_USERNAME)
                .param("username", username)
                .query(UserTable::view)
                .optional();
    }

    private RowStatement writing(String sql) {
        return rows -> {
            jdbc.sql(sql).param("rows", rows).update();
            return List.of();
        };
    }

    private static UserView view(ResultSet row, int number) throws SQLException {
        return new UserView(
                row.getString("id"),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("email"),
                row.getString("bio"),
                row.getLong("followers"),
                row.getLong("following"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
