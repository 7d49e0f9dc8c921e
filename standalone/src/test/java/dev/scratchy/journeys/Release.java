package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.flywaydb.core.Flyway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The database of a release and what it answered, kept for later ones: {@code migrations} with the last of both histories,
 * {@code rows.ndjson.gz} with each table's rows as PostgreSQL writes them as JSON, and {@code answers.json}.
 */
record Release(Path directory) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> SCHEMAS = List.of("app_log", "app");

    /** Of history and caches that the next process makes anew, or Flyway did. */
    private static final String TABLES = """
            SELECT format('%I.%I', schemaname, tablename)
            FROM pg_tables
            WHERE schemaname IN ('app', 'app_log')
                AND tablename NOT IN ('flyway_schema_history', 'projection_node')
            ORDER BY 1
            """;

    private static final String GO_ON =
            "SELECT setval('app_log.domain_event_position_seq', (SELECT max(position) FROM app_log.domain_event))";

    String version() {
        return directory.getFileName().toString();
    }

    /** What was asked and answered. */
    JsonNode answers() {
        return JSON.readTree(read("answers.json"));
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Keeps a database as it is. */
    void write(Connection database, Map<String, String> answers) throws SQLException, IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("answers.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answers));
        List<String> last = new ArrayList<>();
        for (String schema : SCHEMAS) {
            last.add(schema + " "
                    + strings(
                                    database,
                                    "SELECT max(CAST(version AS integer)) FROM " + schema + ".flyway_schema_history")
                            .getFirst());
        }
        Files.write(directory.resolve("migrations"), last);
        try (var out = new PrintWriter(
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("rows.ndjson.gz"))), false, UTF_8)) {
            for (String table : strings(database, TABLES)) {
                for (String row : strings(database, "SELECT row_to_json(t) FROM " + table + " AS t")) {
                    out.println(table + " " + row.replace("\n", " "));
                }
            }
        }
    }

    /** Makes an empty database what it was. */
    void restore(Connection superuser, String url) throws SQLException, IOException {
        for (String line : read("migrations").split("\n", -1)) {
            if (!line.isEmpty()) {
                String[] words = line.split(" ", 2);
                Flyway.configure()
                        .dataSource(url, "scratchy", "")
                        .defaultSchema(words[0])
                        .locations("classpath:db/" + (words[0].equals("app") ? "read" : "write"))
                        .target(words[1])
                        .load()
                        .migrate();
            }
        }
        // Without triggers: what they would write is among the rows.
        execute(superuser, "SET session_replication_role = replica");
        for (String table : strings(superuser, TABLES)) {
            execute(superuser, "DELETE FROM " + table);
        }
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(directory.resolve("rows.ndjson.gz"))), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                String table = line.substring(0, space);
                // Generated columns are generated again; numbers of identity columns are kept.
                String columns = strings(superuser, """
                                SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
                                FROM information_schema.columns
                                WHERE table_schema || '.' || table_name = '%s' AND is_generated = 'NEVER'
                                """.formatted(table)).getFirst();
                try (var insert = superuser.prepareStatement("""
                        INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
                        SELECT %2$s FROM json_populate_record(CAST(NULL AS %1$s), CAST(? AS json))
                        """.formatted(table, columns))) {
                    insert.setString(1, line.substring(space + 1));
                    insert.executeUpdate();
                }
            }
        }
        execute(superuser, GO_ON);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(String.valueOf(rows.getString(1)));
            }
        }
        return strings;
    }
}
