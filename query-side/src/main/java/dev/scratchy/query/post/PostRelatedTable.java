package dev.scratchy.query.post;

import dev.scratchy.query.post.Related.Author;
import dev.scratchy.query.post.Related.LatestComment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What belongs to posts and is kept in other tables: their authors, their latest comments. One statement for each of the two,
 * however many posts there are.
 */
@Component
class PostRelatedTable {

    /** Comments that go with a post, at most. */
    private static final int LATEST = 5;

    private static final String AUTHORS = """
            SELECT id, username, display_name
            FROM user_account
            WHERE id = ANY (:ids)
            """;

    /** The subquery runs once for each post, and reads its few rows off the index. */
    private static final String COMMENTS = """
            SELECT latest.*, u.id AS user_id, u.username, u.display_name
            FROM unnest(CAST(:ids AS text[])) AS post (id)
            CROSS JOIN LATERAL (
                SELECT c.id, c.post_id, c.author_id, c.content, c.created_at, c.updated_at
                FROM comment AS c
                WHERE c.post_id = post.id
                ORDER BY c.created_at DESC, c.id DESC
                LIMIT :latest) AS latest
            LEFT JOIN user_account AS u ON u.id = latest.author_id
            ORDER BY latest.created_at DESC, latest.id DESC
            """;

    private final JdbcClient jdbc;

    PostRelatedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is to be included with the posts of these ids, by these authors. */
    Related find(Include include, Collection<String> postIds, Collection<String> authorIds) {
        return new Related(include.author() ? authors(authorIds) : null, include.comments() ? comments(postIds) : null);
    }

    private Map<String, Author> authors(Collection<String> ids) {
        Map<String, Author> authors = new HashMap<>();
        jdbc.sql(AUTHORS)
                .param("ids", ids.stream().distinct().toArray(String[]::new))
                .query(row -> {
                    Author author = author(row, "id");
                    if (author != null) {
                        authors.put(author.id(), author);
                    }
                });
        return authors;
    }

    private Map<String, List<LatestComment>> comments(Collection<String> ids) {
        Map<String, List<LatestComment>> comments = new HashMap<>();
        jdbc.sql(COMMENTS)
                .param("ids", ids.toArray(String[]::new))
                .param("latest", LATEST)
                .query(row -> {
                    comments.computeIfAbsent(row.getString("post_id"), first -> new ArrayList<>())
                            .add(comment(row));
                });
        return comments;
    }

    private static LatestComment comment(ResultSet row) throws SQLException {
        return new LatestComment(
                row.getString("id"),
                row.getString("author_id"),
                author(row, "user_id"),
                row.getString("content"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Author author(ResultSet row, String id) throws SQLException {
        return row.getString(id) == null
                ? null
                : new Author(row.getString(id), row.getString("username"), row.getString("display_name"));
    }
}
