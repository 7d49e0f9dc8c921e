package dev.scratchy.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.RunningSystem;
import dev.scratchy.shared.security.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** That search reads a trigram index and not the table, with 50,000 posts in a schema of their own. */
class SearchIndexIT {

    private static final String SCHEMA = "searched";

    /** Contents of some 200 characters, of which one post's has a word of its own. */
    private static final String POSTS = """
            INSERT INTO post (id, author_id, title, slug, content, excerpt, status, tags, published_at, version, created_at, updated_at)
            SELECT lpad(n::text, 26, '0'), 'author', 'Title ' || md5(n::text), n::text,
                CASE n WHEN 4711 THEN 'the needle ' ELSE '' END
                    || (SELECT string_agg(md5(n::text || m), ' ') FROM generate_series(1, 6) AS m),
                '', 'published', '{}', now(), 0, now(), now()
            FROM generate_series(1, 50000) AS n
            """;

    private static final String TEXTS = """
            INSERT INTO post_search (post_id, title, content, created_at, updated_at)
            SELECT id, lower(title), lower(content), created_at, updated_at
            FROM post
            """;

    private static final String SCANS = """
            SELECT idx_scan
            FROM pg_stat_user_indexes
            WHERE schemaname = :schema AND indexrelname = :index
            """;

    private static Connection connection;
    private static DataSource oneConnection;
    private static JdbcClient jdbc;

    @BeforeAll
    static void many_posts() throws SQLException {
        DataSource shared = RunningSystem.bean(DataSource.class);
        migrate(shared, SCHEMA + "_log", "classpath:db/write");
        migrate(shared, SCHEMA, "classpath:db/read");
        connection = shared.getConnection();
        connection.setSchema(SCHEMA);
        oneConnection = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(oneConnection);
        // What is tested is how they are searched, not how long it takes to make them.
        jdbc.sql("SET statement_timeout = 0").update();
        jdbc.sql(POSTS).update();
        jdbc.sql(TEXTS).update();
        jdbc.sql("ANALYZE post, post_search").update();
    }

    private static void migrate(DataSource shared, String schema, String location) {
        Flyway.configure()
                .dataSource(shared)
                .defaultSchema(schema)
                .locations(location)
                .load()
                .migrate();
    }

    @AfterAll
    static void remove_them() throws SQLException {
        jdbc.sql("DROP SCHEMA " + SCHEMA + " CASCADE").update();
        jdbc.sql("DROP SCHEMA " + SCHEMA + "_log CASCADE").update();
        jdbc.sql("RESET search_path").update();
        connection.close();
    }

    @Test
    void a_search_is_planned_with_the_trigram_indexes() {
        String plan = String.join(
                "\n",
                jdbc.sql("EXPLAIN " + SearchTable.PUBLISHED)
                        .param("query", "needle")
                        .param("pattern", "%needle%")
                        .param("limit", 20)
                        .param("before", 60)
                        .param("pieceLength", 200)
                        .query(String.class)
                        .list());

        assertThat(plan)
                .contains("Bitmap Index Scan on post_search_title", "Bitmap Index Scan on post_search_content")
                .doesNotContain("Seq Scan on post_search");
    }

    /** After five executions PostgreSQL may go over to a plan that does not know the parameters. */
    @Test
    void it_stays_so_when_the_statement_has_been_prepared_for_long() {
        SearchTable table = new SearchTable(jdbc, oneConnection);
        long before = scans("post_search_content");

        for (int time = 0; time < 20; time++) {
            assertThat(table.search("needle", 20, Caller.ANONYMOUS))
                    .extracting(SearchHit::slug)
                    .containsExactly("4711");
        }

        assertThat(scans("post_search_content") - before).isEqualTo(20);
    }

    private static long scans(String index) {
        jdbc.sql("SELECT pg_stat_force_next_flush()").query().singleRow();
        return jdbc.sql(SCANS)
                .param("schema", SCHEMA)
                .param("index", index)
                .query(Long.class)
                .single();
    }
}
