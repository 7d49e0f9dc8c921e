package dev.scratchy.benchmarks.reference;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the figures of many rows stand beside, in the same database: the same answer without the index, the same rows without the fold. */
public final class ScaleTables {

    /** Whatever autovacuum would do in the next minutes, done before it can fall into a measurement. */
    private static final String TIDY = "VACUUM (ANALYZE)";

    private static final String WRITE_OUT = "CHECKPOINT";

    /** IS TRUE keeps the planner from every index on titles and contents, and changes nothing else. */
    private static final String SEARCH = """
            SELECT p.id
            FROM post_search AS s JOIN post AS p ON p.id = s.post_id
            WHERE (s.title LIKE :pattern OR s.content LIKE :pattern) IS TRUE AND p.status = 'published'
            ORDER BY s.title LIKE :pattern DESC,
                CASE WHEN s.title LIKE :pattern THEN text_similarity(s.title, :query) END DESC, p.listed_at DESC, p.id DESC
            LIMIT 20
            """;

    private static final String TITLES = "SELECT count(*) FROM post_search WHERE title LIKE :pattern";

    private static final String CREATE_COPY = "CREATE TABLE notification_copy (LIKE notification INCLUDING ALL)";

    private static final String COPY = """
            INSERT INTO notification_copy
            SELECT *
            FROM notification
            WHERE post_id = :post
            """;

    private static final String TOLD = "SELECT count(*) FROM notification WHERE post_id = :post";

    /** Committed together with the notifications; looked up instead of counting them, which would take the machine's time. */
    private static final String ANNOUNCED = "SELECT announced FROM notification_post WHERE post_id = :post";

    private final JdbcClient jdbc;

    /** In the schema of a running system. */
    public ScaleTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void tidy() {
        jdbc.sql(TIDY).update();
        jdbc.sql(WRITE_OUT).update();
    }

    /** The ids of the published posts that have this in their title or content, the best first, 20 at most. */
    public List<String> search(String folded) {
        return jdbc.sql(SEARCH)
                .param("pattern", "%" + folded + "%")
                .param("query", folded)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** How many titles have this. */
    public int titles(String folded) {
        return jdbc.sql(TITLES)
                .param("pattern", "%" + folded + "%")
                .query(Integer.class)
                .single();
    }

    /** A table with the same indexes as that of notifications. */
    public void createCopy() {
        jdbc.sql(CREATE_COPY).update();
    }

    /** Copies what was told of a post, and returns how many rows that were. */
    public int copy(String post) {
        return jdbc.sql(COPY).param("post", post).update();
    }

    /** How many were told of a post. */
    public int told(String post) {
        return jdbc.sql(TOLD).param("post", post).query(Integer.class).single();
    }

    public boolean isAnnounced(String post) {
        return jdbc.sql(ANNOUNCED).param("post", post).query(Boolean.class).single();
    }
}
