package dev.scratchy.query.comment;

import dev.scratchy.query.comment.CommentView.Author;
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
import java.util.stream.Stream;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL of the table {@code comment}, whose numbers are kept in {@code comment_count} by a trigger. Who may see a comment
 * depends on its post, so each read brings what is to be known of that.
 */
@Component
class CommentTable {

    private static final String INSERT = """
            INSERT INTO comment (id, post_id, author_id, content, version, created_at, updated_at)
            SELECT id, post_id, author_id, content, version, at, at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (
                id text, post_id text, author_id text, content text, version bigint, at timestamptz)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE comment AS c
            SET content = r.content, version = r.version, updated_at = r.at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, content text, version bigint, at timestamptz)
            WHERE c.id = r.id AND c.version < r.version
            """;

    private static final String DELETE = """
            DELETE FROM comment AS c
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE c.id = r.id
            """;

    private static final String DELETE_OF_POST = """
            DELETE FROM comment AS c
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE c.post_id = r.id
            """;

    private static final String FORGET_COUNT = """
            DELETE FROM comment_count AS c
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE c.post_id = r.id
            """;

    /** Tells which posts have lost comments. */
    private static final String DELETE_OF_AUTHOR = """
            DELETE FROM comment AS c
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE c.author_id = r.id
            RETURNING c.post_id
            """;

    private static final String COLUMNS =
            "c.id, c.post_id, c.author_id, c.content, c.version, c.created_at, c.updated_at, u.username, u.display_name";

    private static final String BY_ID = """
            SELECT p.author_id AS post_author_id, p.status AS post_status, u.version AS author_version, %s
            FROM comment AS c
            JOIN post AS p ON p.id = c.post_id
            LEFT JOIN user_account AS u ON u.id = c.author_id
            WHERE c.id = :id
            """.formatted(COLUMNS);

    /** No row when there is no such post, and one without a comment when it has none. */
    private static final String PAGE = """
            SELECT p.author_id AS post_author_id, p.status AS post_status, coalesce(counted.comments, 0) AS total, page.*
            FROM post AS p
            LEFT JOIN comment_count AS counted ON counted.post_id = p.id
            LEFT JOIN LATERAL (
                SELECT %s
                FROM comment AS c
                LEFT JOIN user_account AS u ON u.id = c.author_id
                WHERE c.post_id = p.id
                ORDER BY c.created_at DESC, c.id DESC
                LIMIT :limit OFFSET :offset) AS page ON TRUE
            WHERE p.id = :post
            ORDER BY page.created_at DESC, page.id DESC
            """.formatted(COLUMNS);

    static final String COUNT_ALL = """
            INSERT INTO comment_count (post_id, comments)
            SELECT post_id, count(*)
            FROM comment
            GROUP BY post_id
            """;

    private final JdbcClient jdbc;

    final RowStatement insert = writing(INSERT);
    final RowStatement update = writing(UPDATE);
    final RowStatement delete = writing(DELETE);
    final RowStatement deleteOfPost = writing(DELETE_OF_POST);
    final RowStatement forgetCount = writing(FORGET_COUNT);
    final RowStatement deleteOfAuthor = this::deleteOfAuthor;

    CommentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A comment by itself.
     *
     * @param authorVersion 0 for an author who is not there
     */
    record Single(CommentView comment, long authorVersion) {}

    Optional<OnPost<Single>> find(String id) {
        return jdbc.sql(BY_ID)
                .param("id", id)
                .query((row, number) -> onPost(row, new Single(view(row), row.getLong("author_version"))))
                .optional();
    }

    /** The comments on a post, the latest first; nothing when there is no such post. */
    Optional<OnPost<Page<CommentView>>> page(String postId, PageRequest request) {
        return jdbc.sql(PAGE)
                .param("post", postId)
                .param("limit", request.limit())
                .param("offset", request.offset())
                .query((ResultSetExtractor<Optional<OnPost<Page<CommentView>>>>) CommentTable::page);
    }

    private static Optional<OnPost<Page<CommentView>>> page(ResultSet row) throws SQLException {
        List<CommentView> rows = new ArrayList<>();
        Optional<OnPost<Page<CommentView>>> page = Optional.empty();
        while (row.next()) {
            if (row.getString("id") != null) {
                rows.add(view(row));
            }
            page = Optional.of(onPost(row, Page.of(rows, row.getLong("total"))));
        }
        return page;
    }

    private static <T> OnPost<T> onPost(ResultSet row, T answer) throws SQLException {
        return new OnPost<>(
                row.getString("post_author_id"), row.getString("post_status").equals("published"), answer);
    }

    private static CommentView view(ResultSet row) throws SQLException {
        String username = row.getString("username");
        return new CommentView(
                row.getString("id"),
                row.getString("post_id"),
                row.getString("author_id"),
                username == null
                        ? null
                        : new Author(row.getString("author_id"), username, row.getString("display_name")),
                row.getString("content"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    private List<String> deleteOfAuthor(String rows) {
        return jdbc
                .sql(DELETE_OF_AUTHOR)
                .param("rows", rows)
                .query((row, number) -> row.getString("post_id"))
                .list()
                .stream()
                .flatMap(post -> Stream.of(References.comments(post), References.commentCount(post)))
                .toList();
    }

    private RowStatement writing(String sql) {
        return rows -> {
            jdbc.sql(sql).param("rows", rows).update();
            return List.of();
        };
    }
}
