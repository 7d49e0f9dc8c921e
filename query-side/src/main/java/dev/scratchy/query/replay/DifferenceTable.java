package dev.scratchy.query.replay;

import dev.scratchy.query.projecting.ViewTables;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL that compares the tables in use with the new ones: each row by its primary key, in all columns. Times and versions come
 * from events, so there is no column that may differ. The statements are made from the catalogue, like those that make the tables.
 */
@Component
class DifferenceTable {

    /** A count of nothing is as good as none: triggers leave it, and what counts at once does not make it. */
    private static final String STATEMENT = """
            WITH used AS (
                SELECT c.oid, i.indkey,
                    format('%I.%I', CAST(:schema AS text), c.relname) AS here, format('%I.%I', CAST(:schema AS text) || '_new', c.relname) AS there
                FROM pg_class AS c
                JOIN pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
                WHERE n.nspname = CAST(:schema AS text) AND c.relname = CAST(:table AS text)),
            keyed AS (
                SELECT string_agg(format('l.%1$I = n.%1$I', a.attname), ' AND ' ORDER BY k.place) AS same,
                    string_agg(format('coalesce(l.%1$I, n.%1$I)', a.attname), ', ' ORDER BY k.place) AS key,
                    min(quote_ident(a.attname)) AS part
                FROM used
                CROSS JOIN LATERAL unnest(used.indkey) WITH ORDINALITY AS k (number, place)
                JOIN pg_attribute AS a ON a.attrelid = used.oid AND a.attnum = k.number),
            counting AS (
                SELECT string_agg(format('%I <> 0', a.attname), ' OR ') AS something
                FROM used
                JOIN pg_attribute AS a ON a.attrelid = used.oid AND a.attnum > 0 AND NOT a.attisdropped
                    AND a.attnum <> ALL (used.indkey)
                HAVING CAST(:derived AS boolean) AND bool_and(a.atttypid = CAST('bigint' AS regtype)))
            SELECT format('
                WITH compared AS (
                    SELECT CASE WHEN l.%1$s IS NULL THEN ''missing'' WHEN n.%1$s IS NULL THEN ''unexpected'' ELSE ''different'' END AS kind,
                        concat_ws(''/'', %2$s) AS key
                    FROM (SELECT * FROM %4$s WHERE %6$s) AS l
                    FULL JOIN (SELECT * FROM %5$s WHERE %6$s) AS n ON %3$s
                    WHERE l IS DISTINCT FROM n),
                numbered AS (
                    SELECT kind, key, row_number() OVER (PARTITION BY kind ORDER BY key) AS number
                    FROM compared)
                SELECT kind, max(number), array_agg(key ORDER BY number) FILTER (WHERE number <= 10)
                FROM numbered
                GROUP BY kind',
                part, key, same, here, there, coalesce((SELECT something FROM counting), 'TRUE'))
            FROM used, keyed
            """;

    private final JdbcClient jdbc;

    DifferenceTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Rows(String kind, long number, List<String> keys) {}

    /**
     * Compares, within a transaction that sees both tables at one time.
     *
     * @param between called before each table
     * @return those that differ
     */
    List<Difference> between(String schema, ViewTables view, Runnable between) {
        List<Difference> differences = new ArrayList<>();
        for (String table : view.names()) {
            between.run();
            ofTable(schema, table, !view.written().contains(table)).ifPresent(differences::add);
        }
        return List.copyOf(differences);
    }

    private Optional<Difference> ofTable(String schema, String table, boolean derived) {
        String sql = jdbc.sql(STATEMENT)
                .param("schema", schema)
                .param("table", table)
                .param("derived", derived)
                .query((row, number) -> row.getString(1))
                .single();
        Map<String, Rows> found = new LinkedHashMap<>();
        jdbc.sql(sql)
                .query((row, number) -> new Rows(row.getString(1), row.getLong(2), texts(row.getArray(3))))
                .list()
                .forEach(rows -> found.put(rows.kind(), rows));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> examples = new ArrayList<>();
        for (String kind : List.of("missing", "unexpected", "different")) {
            examples.addAll(rows(found, kind).keys());
        }
        return Optional.of(new Difference(
                table,
                rows(found, "missing").number(),
                rows(found, "unexpected").number(),
                rows(found, "different").number(),
                List.copyOf(examples)));
    }

    private static Rows rows(Map<String, Rows> found, String kind) {
        return found.getOrDefault(kind, new Rows(kind, 0, List.of()));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
