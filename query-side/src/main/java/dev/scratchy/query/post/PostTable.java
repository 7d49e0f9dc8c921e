package dev.scratchy.query.post;

import dev.scratchy.query.projecting.References;
import dev.scratchy.query.projecting.RowStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL of the table {@code post} and of the slugs that posts had before, but for the lists. The writes take any number of rows as one JSON
 * array, at most one row per post each, and leave a row alone that has seen the event already.
 */
@Component
class PostTable {

    private static final String INSERT = """
            INSERT INTO post (id, author_id, title, slug, content, excerpt, status, tags, published_at, version, created_at, updated_at)
            SELECT id, author_id, title, slug, content, excerpt, status, tags, published_at, version, created_at, updated_at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (
                id text, author_id text, title text, slug text, content text, excerpt text, status post_status, tags text[],
                published_at timestamptz, version bigint, created_at timestamptz, updated_at timestamptz)
            ON CONFLICT (id) DO NOTHING
            RETURNING status = 'published' AS listed, status = 'published' AND cardinality(tags) > 0 AS counted,
                CAST(NULL AS text) AS freed
            """;

    /** Joined with itself, to tell what was there before. */
    private static final String UPDATE = """
            UPDATE post
            SET title = coalesce(r.title, post.title),
                slug = coalesce(r.slug, post.slug),
                content = coalesce(r.content, post.content),
                excerpt = coalesce(r.excerpt, post.excerpt),
                status = coalesce(r.status, post.status),
                published_at = CASE WHEN r.dated THEN r.published_at ELSE post.published_at END,
                tags = CASE
                    WHEN r.tags IS NOT NULL THEN r.tags
                    WHEN r.added IS NULL AND r.removed IS NULL THEN post.tags
                    ELSE ARRAY(
                        SELECT tag
                        FROM unnest(post.tags) WITH ORDINALITY AS kept (tag, place)
                        WHERE tag <> ALL (coalesce(r.removed, '{}'))
                        ORDER BY place) || coalesce(r.added, '{}')
                    END,
                version = r.version,
                updated_at = r.at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (
                id text, title text, slug text, content text, excerpt text, status post_status, dated boolean,
                published_at timestamptz, tags text[], added text[], removed text[], version bigint, at timestamptz)
            JOIN post AS before ON before.id = r.id
            WHERE post.id = r.id AND post.version < r.version
            RETURNING 'published' IN (before.status, post.status) AS listed,
                'published' IN (before.status, post.status)
                    AND (before.status <> post.status OR before.tags <> post.tags) AS counted,
                CAST(NULL AS text) AS freed
            """;

    private static final String DELETE = """
            DELETE FROM post
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE post.id = r.id
            RETURNING post.status = 'published' AS listed,
                post.status = 'published' AND cardinality(post.tags) > 0 AS counted, post.slug AS freed
            """;

    private static final String KEEP_FORMER_SLUG = """
            INSERT INTO post_former_slug (slug, post_id, position, created_at, updated_at)
            SELECT slug, id, position, at, at
            FROM json_to_recordset(CAST(:rows AS json)) AS r (id text, slug text, position bigint, at timestamptz)
            ON CONFLICT (slug, post_id) DO UPDATE
            SET position = excluded.position, updated_at = excluded.updated_at
            """;

    private static final String FORGET_SLUGS = """
            DELETE FROM post_former_slug
            USING json_to_recordset(CAST(:rows AS json)) AS r (id text)
            WHERE post_former_slug.post_id = r.id
            """;

    private static final String VIEW = """
            SELECT id, title, slug, content, status, author_id, tags, published_at, created_at, updated_at, version,
                coalesce((SELECT comments FROM comment_count AS c WHERE c.post_id = post.id), 0) AS comments
            FROM post
            """;

    private static final String BY_ID = VIEW + "WHERE id = :id";

    private static final String BY_SLUG = VIEW + "WHERE slug = :slug";

    private static final String BY_FORMER_SLUG = VIEW + """
            WHERE id = (
                SELECT post_id
                FROM post_former_slug
                WHERE slug = :slug
                ORDER BY position DESC
                LIMIT 1)
                AND NOT EXISTS (SELECT FROM post AS present WHERE present.slug = :slug)
            """;

    static final String COUNT_ALL = """
            INSERT INTO post_count (author_id, status, tag, posts)
            SELECT author, p.status, tag, count(*)
            FROM post AS p, unnest(ARRAY['', p.author_id]) AS author, unnest(array_prepend('', p.tags)) AS tag
            GROUP BY 1, 2, 3
            """;

    static final String LIST_ALL_TAGS = """
            INSERT INTO post_tag (post_id, tag, author_id, status, listed_at)
            SELECT DISTINCT id, tag, author_id, status, listed_at
            FROM post CROSS JOIN unnest(tags) AS tag
            """;

    private final JdbcClient jdbc;

    final RowStatement insert = changing(INSERT);
    final RowStatement update = changing(UPDATE);
    final RowStatement delete = changing(DELETE);
    final RowStatement keepFormerSlug = writing(KEEP_FORMER_SLUG);
    final RowStatement forgetSlugs = writing(FORGET_SLUGS);

    PostTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PostView> find(String id) {
        return jdbc.sql(BY_ID).param("id", id).query(PostColumns::view).optional();
    }

    Optional<PostView> findBySlug(String slug) {
        return jdbc.sql(BY_SLUG).param("slug", slug).query(PostColumns::view).optional();
    }

    /** While no post has this slug: the one that had it last, under the slug that it has now. */
    Optional<PostView> findByFormerSlug(String slug) {
        return jdbc.sql(BY_FORMER_SLUG)
                .param("slug", slug)
                .query(PostColumns::view)
                .optional();
    }

    /** Tells whether a published post is among the rows, so that only then lists and counts are outdated, and which slugs are free now. */
    private RowStatement changing(String sql) {
        return rows -> {
            Set<String> outdated = new HashSet<>();
            jdbc.sql(sql).param("rows", rows).query(row -> {
                if (row.getBoolean("listed")) {
                    outdated.add(References.POSTS);
                }
                if (row.getBoolean("counted")) {
                    outdated.add(References.TAGS);
                }
                String freed = row.getString("freed");
                if (freed != null) {
                    // It may lead to a post again that had it before.
                    outdated.add(References.slug(freed));
                }
            });
            return outdated;
        };
    }

    private RowStatement writing(String sql) {
        return rows -> {
            jdbc.sql(sql).param("rows", rows).update();
            return List.of();
        };
    }
}
