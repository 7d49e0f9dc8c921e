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
            """;

    private static final String INSERT = """
            INSERT INTO benchmark.crud_row (id, author_id, title, content)
            VALUES (:id, :author, :title, :content)
            """;

    private static final String EMPTY = "TRUNCATE benchmark.folded_post";

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

    /** All columns but the excerpt, which the projection takes from the text of the Markdown. */
    private static final String HASHED = """
            SELECT count(*) || ' posts, ' || md5(string_agg(md5(row(
                id, author_id, title, slug, content, status, tags, published_at, version, created_at, updated_at)::text), '' ORDER BY id))
            FROM
            """;

    private static final String HASH = HASHED + " post";

    private static final String FOLDED_HASH = HASHED + " benchmark.folded_post";

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

    /**
     * Looks whether the last {@link #fold} made the same posts as the projection.
     *
     * @throws IllegalStateException when it did not
     */
    public void compare() {
        String posts = jdbc.sql(HASH).query(String.class).single();
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
