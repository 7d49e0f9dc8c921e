package dev.scratchy.benchmarks.stock;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The view of posts. */
@Component
class PostTable {

    private static final String INSERT = """
            INSERT INTO stock_axon.post (id, title, content)
            VALUES (:id, :title, :content)
            """;

    private static final String PAGE = """
            SELECT id, title
            FROM stock_axon.post
            ORDER BY id
            LIMIT 20
            """;

    private final JdbcClient jdbc;

    PostTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row, and its JSON. */
    record PostSummary(String id, String title) {}

    void insert(String id, String title, String content) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("title", title)
                .param("content", content)
                .update();
    }

    List<PostSummary> page() {
        return jdbc.sql(PAGE)
                .query((row, number) -> new PostSummary(row.getString("id"), row.getString("title")))
                .list();
    }
}
