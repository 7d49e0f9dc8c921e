package dev.scratchy.journeys;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is in the tables of views, to be compared. */
public final class ViewContents {

    private static final JdbcClient JDBC = RunningSystem.bean(JdbcClient.class);

    private static final Map<String, List<String>> TABLES = Map.of(
            "posts", List.of("post", "post_former_slug", "post_tag", "post_count WHERE posts <> 0"),
            "users", List.of("user_account", "follow", "follow_count WHERE followers <> 0 OR following <> 0"),
            "comments", List.of("comment", "comment_count WHERE comments <> 0"),
            "notifications", List.of("notification", "notification_follower", "notification_post"),
            "search", List.of("post_search"));

    private ViewContents() {}

    public static List<String> projections() {
        return TABLES.keySet().stream().sorted().toList();
    }

    /** The hash of each table's rows, whatever their order. */
    public static Map<String, String> of(String projection) {
        Map<String, String> hashes = new TreeMap<>();
        TABLES.getOrDefault(projection, List.of())
                .forEach(table -> hashes.put(
                        table,
                        JDBC.sql("SELECT count(*) || ' ' || coalesce(md5(string_agg(row, ';' ORDER BY row)), '')"
                                        + " FROM (SELECT CAST(v AS text) AS row FROM "
                                        + table.replaceFirst("( WHERE|$)", " AS v$1") + ") AS rows")
                                .query(String.class)
                                .single()));
        return hashes;
    }

    /** Somebody who reads a table and takes their time; until the transaction ends, it cannot be replaced. */
    static Connection held(String table) throws SQLException {
        Connection reader = RunningSystem.bean(DataSource.class).getConnection();
        reader.setAutoCommit(false);
        try (var statement = reader.createStatement()) {
            statement.execute("SELECT FROM " + table + " LIMIT 1");
        }
        return reader;
    }

    /** Tables that are neither in use nor being made. */
    static List<String> leftOver() {
        return JDBC.sql("""
                        SELECT n.nspname || '.' || c.relname
                        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        WHERE n.nspname IN ('app_new', 'app_old') AND c.relkind = 'r'
                        """).query((row, number) -> row.getString(1)).list();
    }
}
