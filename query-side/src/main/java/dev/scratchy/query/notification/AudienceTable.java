package dev.scratchy.query.notification;

import dev.scratchy.query.projecting.RowStatement;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL of the tables {@code notification_follower} and {@code notification_post}: whom a post or a comment is of interest
 * to, as of the event that the projection is at.
 */
@Component
class AudienceTable {

    private static final String ADD_POST = """
            INSERT INTO notification_post (post_id, author_id, announced, created_at, updated_at)
            SELECT post_id, author_id, FALSE, at, at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (post_id text, author_id text, at timestamptz)
            ON CONFLICT (post_id) DO NOTHING
            """;

    private static final String REMOVE_POST = """
            DELETE FROM notification_post AS p
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE p.post_id = r.id
            """;

    private static final String ADD_FOLLOWER = """
            INSERT INTO notification_follower (author_id, follower_id, created_at, updated_at)
            SELECT author_id, follower_id, at, at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (author_id text, follower_id text, at timestamptz)
            ON CONFLICT (author_id, follower_id) DO NOTHING
            """;

    private static final String REMOVE_FOLLOWER = """
            DELETE FROM notification_follower AS f
            USING json_to_recordset(CAST(:rows AS json)) AS r (author_id text, follower_id text)
            WHERE f.author_id = r.author_id AND f.follower_id = r.follower_id
            """;

    private static final String REMOVE_USER = """
            DELETE FROM notification_follower AS f
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE f.author_id = r.id OR f.follower_id = r.id
            """;

    private final JdbcClient jdbc;

    final RowStatement addPost = writing(ADD_POST);
    final RowStatement removePost = writing(REMOVE_POST);
    final RowStatement addFollower = writing(ADD_FOLLOWER);
    final RowStatement removeFollower = writing(REMOVE_FOLLOWER);
    final RowStatement removeUser = writing(REMOVE_USER);

    AudienceTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private RowStatement writing(String sql) {
        return rows -> {
            jdbc.sql(sql).param("rows", rows).update();
            return List.of();
        };
    }
}
