package dev.scratchy.benchmarks.reference;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tables of the benchmark alone, in a schema of their own. */
@Component
public class ReferenceTables {

    /** A primary key and nothing else to keep: any further index would make the reference slower and Scratchy look better. */
    private static final String CREATE = """
            DROP SCHEMA IF EXISTS benchmark CASCADE;
            CREATE SCHEMA benchmark;
            CREATE TABLE benchmark.crud_row (
                id         text        PRIMARY KEY,
                author_id  text        NOT NULL,
                title      text        NOT NULL,
                content    text        NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE TABLE benchmark.folded_post (LIKE post INCLUDING ALL);
            CREATE TABLE benchmark.folded_tag (LIKE post_tag INCLUDING ALL);
            CREATE TABLE benchmark.folded_count (LIKE post_count INCLUDING ALL);
            """;

    private static final String INSERT = """
            INSERT INTO benchmark.crud_row (id, author_id, title, content)
            VALUES (:id, :author, :title, :content)
            """;

    private static final String EMPTY = "TRUNCATE benchmark.folded_post, benchmark.folded_tag, benchmark.folded_count";

    /**
     * The whole projection of posts in one statement, as one would write it by hand for the events that the benchmarks make
     * (created, updated, published, tagged): of each part the last value that an event names, and behind the tags those that
     * were added. The excerpt is simply cut.
     */
    private static final String FOLD = """
            INSERT INTO benchmark.folded_post
                (id, author_id, title, slug, content, excerpt, status, tags, published_at, version, created_at, updated_at)
            SELECT id, author_id, title, slug, content, left(content, 280),
                CASE WHEN published_at IS NULL THEN 'draft' ELSE 'published' END::post_status,
                ARRAY(SELECT json_array_elements_text(tags)) || coalesce(added, '{}'), published_at, version, created_at, updated_at
            FROM (
                SELECT aggregate_id AS id,
                    min(payload ->> 'authorId') AS author_id,
                    (array_agg(payload ->> 'title' ORDER BY sequence_number DESC)
                        FILTER (WHERE payload ->> 'title' IS NOT NULL))[1] AS title,
                    (array_agg(payload ->> 'slug' ORDER BY sequence_number DESC)
                        FILTER (WHERE payload ->> 'slug' IS NOT NULL))[1] AS slug,
                    (array_agg(payload ->> 'content' ORDER BY sequence_number DESC)
                        FILTER (WHERE payload ->> 'content' IS NOT NULL))[1] AS content,
                    (array_agg(payload -> 'tags' ORDER BY sequence_number DESC)
                        FILTER (WHERE payload -> 'tags' IS NOT NULL))[1] AS tags,
                    array_agg(payload ->> 'tag' ORDER BY sequence_number)
                        FILTER (WHERE payload_type = 'PostTagged') AS added,
                    max((payload ->> 'publishedAt')::timestamptz) AS published_at,
                    max(sequence_number) AS version,
                    min(recorded_at) AS created_at,
                    max(recorded_at) AS updated_at
                FROM domain_event
                WHERE aggregate_type = 'Post'
                GROUP BY aggregate_id) AS folded
            """;

    /** What the table's triggers keep: each post under its tags. */
    private static final String FOLD_TAGS = """
            INSERT INTO benchmark.folded_tag (post_id, tag, author_id, status, listed_at)
            SELECT id, tag, author_id, status, listed_at
            FROM benchmark.folded_post CROSS JOIN unnest(tags) AS tag
            """;

    /** And how many posts each list has. */
    private static final String FOLD_COUNTS = """
            INSERT INTO benchmark.folded_count (author_id, status, tag, posts)
            SELECT author, p.status, tag, count(*)
            FROM benchmark.folded_post AS p,
                unnest(ARRAY['', p.author_id]) AS author, unnest(array_prepend('', p.tags)) AS tag
            GROUP BY 1, 2, 3
            """;

    /** All columns but the excerpt, which the projection takes from the text of the Markdown. */
    private static final String HASH = """
            SELECT
                (SELECT count(*) || ' posts, ' || md5(string_agg(md5(row(
                    id, author_id, title, slug, content, status, tags, published_at, version, created_at, updated_at)::text), '' ORDER BY id))
                FROM %s)
                || (SELECT ', tags ' || md5(string_agg(row(post_id, tag, author_id, status, listed_at)::text, '' ORDER BY post_id, tag))
                FROM %s)
                || (SELECT ', counts ' || md5(string_agg(row(author_id, status, tag, posts)::text, '' ORDER BY author_id, status, tag))
                FROM %s WHERE posts <> 0)
            """;

    private static final String PROJECTED_HASH = HASH.formatted("post", "post_tag", "post_count");

    private static final String FOLDED_HASH =
            HASH.formatted("benchmark.folded_post", "benchmark.folded_tag", "benchmark.folded_count");

    private static final String COUNT = "SELECT count(*) FROM domain_event";

    private final JdbcClient jdbc;

    ReferenceTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql(CREATE).update();
    }

    void insert(String id, String author, String title, String content) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("author", author)
                .param("title", title)
                .param("content", content)
                .update();
    }

    /** How many events there are. */
    public long events() {
        return jdbc.sql(COUNT).query(Long.class).single();
    }

    /** Makes a view of all posts from the log, by SQL alone. */
    public void fold() {
        jdbc.sql(FOLD).update();
    }

    /** Makes from the posts of the last {@link #fold} what their lists need. */
    public void foldLists() {
        jdbc.sql(FOLD_TAGS).update();
        jdbc.sql(FOLD_COUNTS).update();
    }

    /**
     * Looks whether the last {@link #fold} and {@link #foldLists} made the same posts as the projection.
     *
     * @throws IllegalStateException when it did not
     */
    public void compare() {
        String posts = jdbc.sql(PROJECTED_HASH).query(String.class).single();
        String folded = jdbc.sql(FOLDED_HASH).query(String.class).single();
        if (!posts.equals(folded)) {
            throw new IllegalStateException("The projection has " + posts + ", and the reference " + folded);
        }
    }

    /** Throws away what the last {@link #fold} made. */
    public void forget() {
        jdbc.sql(EMPTY).update();
    }
}
