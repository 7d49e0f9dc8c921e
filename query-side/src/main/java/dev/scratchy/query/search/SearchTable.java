package dev.scratchy.query.search;

import dev.scratchy.query.projecting.RowStatement;
import dev.scratchy.shared.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL of the table {@code post_search}. Whether a post may be found is asked of the table {@code post} at the time of the
 * search, so that one which was just withdrawn is not found by an index that does not know yet.
 */
@Component
class SearchTable {

    private static final String INSERT = """
            INSERT INTO post_search (post_id, title, content, created_at, updated_at)
            SELECT id, title, content, at, at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, title text, content text, at timestamptz)
            ON CONFLICT (post_id) DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE post_search AS s
            SET title = coalesce(r.title, s.title), content = coalesce(r.content, s.content), updated_at = r.at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, title text, content text, at timestamptz)
            WHERE s.post_id = r.id
            """;

    private static final String DELETE = """
            DELETE FROM post_search AS s
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE s.post_id = r.id
            """;

    static final String PUBLISHED = search("p.status = 'published'");
    private static final String PUBLISHED_OR_OWN = search("(p.status = 'published' OR p.author_id = :caller)");
    private static final String ALL = search("TRUE");

    /**
     * Titles first, the most similar ones before the others; then contents for as many as are left, the newest first. Each is
     * found by its own trigram index, which knows no order: what a thousand or more have would all have to be read and sorted.
     * So it is read off the index up to a thousand, and what reaches that is frequent enough to be met soon on a walk from the
     * newest post backwards: of titles, that finds the thousand that are compared. OFFSET 0 keeps the walk a walk, and with a
     * limit of 0 PostgreSQL does not touch a part at all.
     */
    private static String search(String visible) {
        return """
                WITH some_titles AS MATERIALIZED (
                    SELECT post_id
                    FROM post_search
                    WHERE title LIKE :pattern
                    LIMIT 1000),
                in_title AS (
                    SELECT id, 1 AS place, text_similarity(title, :query) AS similarity, listed_at
                    FROM (
                        (SELECT p.id, p.listed_at, s.title
                         FROM some_titles AS c JOIN post_search AS s ON s.post_id = c.post_id JOIN post AS p ON p.id = c.post_id
                         WHERE %1$s
                         LIMIT CASE (SELECT count(*) FROM some_titles) WHEN 1000 THEN 0 ELSE 1000 END)
                        UNION ALL
                        (SELECT p.id, p.listed_at, s.title
                         FROM post AS p CROSS JOIN LATERAL (
                             SELECT title FROM post_search WHERE post_id = p.id AND title LIKE :pattern OFFSET 0) AS s
                         WHERE %1$s
                         ORDER BY p.listed_at DESC, p.id DESC
                         LIMIT CASE (SELECT count(*) FROM some_titles) WHEN 1000 THEN 1000 ELSE 0 END)) AS found
                    ORDER BY similarity DESC, listed_at DESC, id DESC
                    LIMIT :limit),
                some_contents AS MATERIALIZED (
                    SELECT post_id
                    FROM post_search
                    WHERE content LIKE :pattern AND (SELECT count(*) FROM in_title) < :limit
                    LIMIT 1000),
                in_content AS (
                    (SELECT p.id, 2 AS place, CAST(0 AS real) AS similarity, p.listed_at
                     FROM some_contents AS c JOIN post_search AS s ON s.post_id = c.post_id JOIN post AS p ON p.id = c.post_id
                     WHERE s.title NOT LIKE :pattern AND %1$s
                     ORDER BY p.listed_at DESC, p.id DESC
                     LIMIT CASE (SELECT count(*) FROM some_contents) WHEN 1000 THEN 0
                         ELSE CAST(:limit AS bigint) - (SELECT count(*) FROM in_title) END)
                    UNION ALL
                    (SELECT p.id, 2, 0, p.listed_at
                     FROM post AS p CROSS JOIN LATERAL (
                         SELECT
                         FROM post_search
                         WHERE post_id = p.id AND content LIKE :pattern AND title NOT LIKE :pattern
                         OFFSET 0) AS s
                     WHERE %1$s
                     ORDER BY p.listed_at DESC, p.id DESC
                     LIMIT CASE (SELECT count(*) FROM some_contents) WHEN 1000
                         THEN CAST(:limit AS bigint) - (SELECT count(*) FROM in_title) ELSE 0 END))
                SELECT p.id, p.title, p.slug, p.status, p.author_id, p.tags, p.published_at, p.excerpt,
                    piece.position, piece.length, substr(p.content, piece.first, :pieceLength) AS piece, piece.first
                FROM (SELECT * FROM in_title UNION ALL SELECT * FROM in_content LIMIT :limit) AS hit
                JOIN post AS p ON p.id = hit.id
                JOIN post_search AS s ON s.post_id = hit.id
                CROSS JOIN LATERAL (
                    SELECT strpos(s.content, :query) AS position,
                        greatest(strpos(s.content, :query) - CAST(:before AS integer), 1) AS first,
                        length(p.content) AS length) AS piece
                ORDER BY hit.place, hit.similarity DESC, hit.listed_at DESC, hit.id DESC
                """.formatted(visible);
    }

    /** Seconds. Something that is in very many contents and in no trigram takes long; nobody waits for it longer than this. */
    private static final int LONGEST = 5;

    private final JdbcClient jdbc;
    private final JdbcClient bounded;

    final RowStatement insert = writing(INSERT);
    final RowStatement update = writing(UPDATE);
    final RowStatement delete = writing(DELETE);

    SearchTable(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        var template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(LONGEST);
        bounded = JdbcClient.create(template);
    }

    /**
     * The posts that a caller may see and that have a text in their title or content, the best first.
     *
     * @param query folded, and taken literally
     * @param limit posts at most
     */
    List<SearchHit> search(String query, int limit, Caller caller) {
        var statement = caller.isEditor() ? bounded.sql(ALL) : bounded.sql(PUBLISHED);
        if (!caller.isEditor() && caller.userId() != null) {
            statement = bounded.sql(PUBLISHED_OR_OWN)
                    .param("caller", caller.userId().value());
        }
        int pieceLength = Snippet.BEFORE + query.codePointCount(0, query.length()) + Snippet.BEHIND;
        return statement
                .param("query", query)
                .param("pattern", "%" + literal(query) + "%")
                .param("limit", limit)
                .param("before", Snippet.BEFORE)
                .param("pieceLength", pieceLength)
                .query((row, number) -> hit(row, query, pieceLength))
                .list();
    }

    /** LIKE's own characters escaped: https://www.postgresql.org/docs/18/functions-matching.html. */
    private static String literal(String query) {
        return query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static SearchHit hit(ResultSet row, String query, int pieceLength) throws SQLException {
        OffsetDateTime publishedAt = row.getObject("published_at", OffsetDateTime.class);
        int first = row.getInt("first");
        String snippet = row.getInt("position") == 0
                ? Snippet.of(row.getString("excerpt"), query, false, false)
                : Snippet.of(
                        row.getString("piece"), query, first > 1, (long) first + pieceLength <= row.getInt("length"));
        return new SearchHit(
                row.getString("id"),
                row.getString("title"),
                row.getString("slug"),
                row.getString("status"),
                row.getString("author_id"),
                List.of((String[]) row.getArray("tags").getArray()),
                publishedAt == null ? null : publishedAt.toInstant(),
                snippet);
    }

    private RowStatement writing(String sql) {
        return rows -> {
            jdbc.sql(sql).param("rows", rows).update();
            return List.of();
        };
    }
}
