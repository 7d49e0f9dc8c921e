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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.flywaydb.core.Flyway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The database of a release and what it answered, kept for later ones: {@code migrations} with both histories and their checksums,
 * {@code rows.ndjson.gz} with each table's rows as PostgreSQL writes them as JSON, {@code contents} with how many these are, and
 * {@code answers.json}.
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

    private static final String EVENTS = """
            SELECT payload_type || ' ' || count(*)
            FROM app_log.domain_event
            GROUP BY payload_type
            ORDER BY payload_type
            """;

    /** Numbers that are drawn go on behind those that were; where none was, they begin. */
    private static final String GO_ON = """
            SELECT format('SELECT setval(%L, max(%I)) FROM %I.%I',
                pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name),
                column_name, table_schema, table_name)
            FROM information_schema.columns
            WHERE is_identity = 'YES' AND table_schema IN ('app', 'app_log')
            """;

    String version() {
        return directory.getFileName().toString();
    }

    /** What was asked and answered. */
    JsonNode answers() {
        return JSON.readTree(read("answers.json"));
    }

    private Stream<String> lines(String file) {
        return read(file).lines();
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
        List<String> migrations = new ArrayList<>();
        for (String schema : SCHEMAS) {
            migrations.addAll(strings(database, """
                    SELECT concat_ws(' ', '%1$s', version, checksum, script)
                    FROM %1$s.flyway_schema_history
                    WHERE version IS NOT NULL
                    ORDER BY installed_rank
                    """.formatted(schema)));
        }
        Files.write(directory.resolve("migrations"), migrations);
        Files.write(directory.resolve("contents"), contents(database));
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
        for (String schema : SCHEMAS) {
            List<String> kept = lines("migrations")
                    .filter(line -> line.startsWith(schema + " "))
                    .toList();
            Flyway history = Flyway.configure()
                    .dataSource(url, "scratchy", "")
                    .defaultSchema(schema)
                    .locations("classpath:db/" + (schema.equals("app") ? "read" : "write"))
                    .target(kept.getLast().split(" ", -1)[1])
                    .load();
            requireUnchanged(schema, kept, history);
            history.migrate();
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
        for (String sequence : strings(superuser, GO_ON)) {
            execute(superuser, sequence);
        }
        if (!contents(superuser).equals(lines("contents").toList())) {
            throw new AssertionError(
                    "Not everything of release " + version() + " is there again: " + contents(superuser));
        }
    }

    /** Whoever has the release would be told so by the start of the next version. */
    private void requireUnchanged(String schema, List<String> kept, Flyway history) {
        List<String> now = Arrays.stream(history.info().all())
                .filter(migration -> migration.getVersion() != null)
                .map(migration -> String.join(
                        " ",
                        schema,
                        migration.getVersion().getVersion(),
                        String.valueOf(migration.getChecksum()),
                        migration.getScript()))
                .toList();
        for (int number = 0; number < kept.size(); number++) {
            if (number >= now.size() || !now.get(number).equals(kept.get(number))) {
                throw new AssertionError("The migration " + kept.get(number).split(" ", -1)[3] + " of " + schema
                        + " is not what release " + version()
                        + " has brought: take the change back, and add a migration that makes it.");
            }
        }
    }

    /** How many events of each type, and rows of each table. */
    private static List<String> contents(Connection database) throws SQLException {
        List<String> contents = new ArrayList<>(strings(database, EVENTS));
        for (String table : strings(database, TABLES)) {
            contents.add(table + " "
                    + strings(database, "SELECT count(*) FROM " + table).getFirst());
        }
        return contents;
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
