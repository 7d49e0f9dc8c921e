package dev.scratchy.query.post;

import static java.util.Objects.requireNonNullElse;

import dev.scratchy.query.paging.Cursor;
import dev.scratchy.query.paging.CursorRequest;
import dev.scratchy.query.paging.ListRequest;
import dev.scratchy.query.paging.Page;
import dev.scratchy.query.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * All SQL of lists of posts. A page and its total come from one statement and one snapshot, with a row that has the total
 * alone where the page is empty; the total is looked up in {@code post_count}. There is one constant for each set of filters:
 * a single one with "or the parameter is null" would be planned without the indexes. Which posts a page has is read off an
 * index alone; the posts themselves are then looked up one by one, so that a page far behind does not read those before it.
 */
@Component
class PostListTable {

    private static final String SUMMARY =
            "id, title, slug, excerpt, status, author_id, tags, published_at, created_at, updated_at, version, listed_at";

    /** A subquery, not a join: it is run for the rows of the page only, however the rest is planned. */
    private static final String COMMENTS =
            "coalesce((SELECT comments FROM comment_count AS c WHERE c.post_id = page.id), 0) AS comments";

    private static final String ANY = "post AS listed WHERE status = CAST(:status AS post_status)";
    private static final String WITH_TAG = """
            post_tag AS listed (id)
            WHERE tag = :tag AND status = CAST(:status AS post_status)
            """;
    private static final String OF_AUTHOR = " AND author_id = :author";

    private static final String PAGE = page(ANY);
    private static final String PAGE_BY_AUTHOR = page(ANY + OF_AUTHOR);
    private static final String PAGE_BY_TAG = page(WITH_TAG);
    private static final String PAGE_BY_AUTHOR_AND_TAG = page(WITH_TAG + OF_AUTHOR);

    private static final String AFTER = after(ANY);
    private static final String AFTER_BY_AUTHOR = after(ANY + OF_AUTHOR);
    private static final String AFTER_BY_TAG = after(WITH_TAG);
    private static final String AFTER_BY_AUTHOR_AND_TAG = after(WITH_TAG + OF_AUTHOR);

    /** Reads the newest of each author who is followed, and no more of them than the page could need. */
    private static final String FEED = """
            SELECT counted.total, page.*, %2$s
            FROM (
                SELECT coalesce(sum(c.posts), 0) AS total
                FROM follow AS f JOIN post_count AS c ON c.author_id = f.followed_id
                WHERE f.follower_id = :reader AND c.status = 'published' AND c.tag = '') AS counted
            LEFT JOIN (
                SELECT newest.*
                FROM follow AS f CROSS JOIN LATERAL (
                    SELECT %1$s
                    FROM post
                    WHERE author_id = f.followed_id AND status = 'published'
                    ORDER BY listed_at DESC, id DESC
                    LIMIT CAST(:limit AS bigint) + CAST(:offset AS bigint)) AS newest
                WHERE f.follower_id = :reader
                ORDER BY listed_at DESC, id DESC
                LIMIT :limit OFFSET :offset) AS page ON TRUE
            ORDER BY page.listed_at DESC, page.id DESC
            """.formatted(SUMMARY, COMMENTS);

    private static final String FEED_AFTER = """
            SELECT page.*, %2$s
            FROM (
                SELECT newest.*
                FROM follow AS f CROSS JOIN LATERAL (
                    SELECT %1$s
                    FROM post
                    WHERE author_id = f.followed_id AND status = 'published'
                      AND (listed_at, id) < (CAST(:at AS timestamptz), :id)
                    ORDER BY listed_at DESC, id DESC
                    LIMIT :limit) AS newest
                WHERE f.follower_id = :reader
                ORDER BY listed_at DESC, id DESC
                LIMIT :limit) AS page
            ORDER BY page.listed_at DESC, page.id DESC
            """.formatted(SUMMARY, COMMENTS);

    private static final String TAGS = """
            SELECT tag, posts
            FROM post_count
            WHERE author_id = '' AND status = 'published' AND tag <> '' AND posts > 0
            ORDER BY posts DESC, tag
            """;

    private static final String USER_EXISTS = "SELECT EXISTS (SELECT FROM user_account WHERE id = :id)";

    private static String page(String listed) {
        return """
                SELECT counted.total, page.*, %2$s
                FROM (
                    SELECT coalesce((
                        SELECT posts
                        FROM post_count
                        WHERE author_id = :countedAuthor AND status = CAST(:status AS post_status) AND tag = :countedTag), 0) AS total
                    ) AS counted
                LEFT JOIN (%1$s) AS page ON TRUE
                ORDER BY page.listed_at DESC, page.id DESC
                """.formatted(rows(listed, "LIMIT :limit OFFSET :offset"), COMMENTS);
    }

    private static String after(String listed) {
        return """
                SELECT page.*, %2$s
                FROM (%1$s) AS page
                ORDER BY page.listed_at DESC, page.id DESC
                """.formatted(
                rows(listed + " AND (listed_at, id) < (CAST(:at AS timestamptz), CAST(:id AS text))", "LIMIT :limit"),
                COMMENTS);
    }

    /** OFFSET 0 keeps the planner from joining the two in another way than row by row. */
    private static String rows(String listed, String part) {
        return """
                SELECT post.*
                FROM (
                    SELECT id
                    FROM %2$s
                    ORDER BY listed_at DESC, id DESC
                    %3$s) AS place
                CROSS JOIN LATERAL (
                    SELECT %1$s
                    FROM post
                    WHERE post.id = place.id
                    OFFSET 0) AS post
                """.formatted(SUMMARY, listed, part);
    }

    private final JdbcClient jdbc;

    PostListTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The posts that the filter lets through, the latest first. */
    Page<PostSummary> list(PostFilter filter, ListRequest request) {
        return switch (request) {
            case PageRequest page ->
                paged(
                        filtered(filter, page)
                                .param("countedAuthor", requireNonNullElse(filter.author(), ""))
                                .param("countedTag", requireNonNullElse(filter.tag(), "")),
                        page);
            case CursorRequest cursor -> following(filtered(filter, cursor), cursor);
        };
    }

    /** What those whom a reader follows have published, the latest first. */
    Page<PostSummary> feed(String reader, ListRequest request) {
        return switch (request) {
            case PageRequest page -> paged(jdbc.sql(FEED).param("reader", reader), page);
            case CursorRequest cursor -> following(jdbc.sql(FEED_AFTER).param("reader", reader), cursor);
        };
    }

    /** Every tag of a published post, the most used first. */
    List<TagCount> tags() {
        return jdbc.sql(TAGS)
                .query((row, number) -> new TagCount(row.getString("tag"), row.getLong("posts")))
                .list();
    }

    boolean userExists(String id) {
        return Boolean.TRUE.equals(
                jdbc.sql(USER_EXISTS).param("id", id).query(Boolean.class).single());
    }

    private StatementSpec filtered(PostFilter filter, ListRequest request) {
        boolean pages = request instanceof PageRequest;
        String author = filter.author();
        String tag = filter.tag();
        StatementSpec statement;
        if (author != null && tag != null) {
            statement = (pages ? jdbc.sql(PAGE_BY_AUTHOR_AND_TAG) : jdbc.sql(AFTER_BY_AUTHOR_AND_TAG))
                    .param("author", author)
                    .param("tag", tag);
        } else if (author != null) {
            statement = (pages ? jdbc.sql(PAGE_BY_AUTHOR) : jdbc.sql(AFTER_BY_AUTHOR)).param("author", author);
        } else if (tag != null) {
            statement = (pages ? jdbc.sql(PAGE_BY_TAG) : jdbc.sql(AFTER_BY_TAG)).param("tag", tag);
        } else {
            statement = pages ? jdbc.sql(PAGE) : jdbc.sql(AFTER);
        }
        return statement.param("status", filter.status().name().toLowerCase(Locale.ROOT));
    }

    private static Page<PostSummary> paged(StatementSpec statement, PageRequest request) {
        return statement
                .param("limit", request.limit())
                .param("offset", request.offset())
                .query((ResultSetExtractor<Page<PostSummary>>) PostListTable::page);
    }

    private static Page<PostSummary> following(StatementSpec statement, CursorRequest request) {
        List<PostSummary> rows = statement
                .param("at", request.after().at())
                .param("id", request.after().id())
                .param("limit", request.limit() + 1)
                .query((row, number) -> PostColumns.summary(row))
                .list();
        return Page.after(rows, request.limit(), PostListTable::cursor);
    }

    private static Page<PostSummary> page(ResultSet row) throws SQLException {
        List<PostSummary> rows = new ArrayList<>();
        long total = 0;
        while (row.next()) {
            total = row.getLong("total");
            if (row.getString("id") != null) {
                rows.add(PostColumns.summary(row));
            }
        }
        return Page.of(rows, total);
    }

    private static Cursor cursor(PostSummary last) {
        return Cursor.behind(requireNonNullElse(last.publishedAt(), last.createdAt()), last.id());
    }
}
