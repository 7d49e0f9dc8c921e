package dev.scratchy.query.replay;

import dev.scratchy.query.projecting.ViewTables;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SQL that makes the tables of a view anew, beside those in use, and puts them in their place. They are in a schema of their
 * own under the same names: so what writes and reads them is the same, and only the search path differs.
 *
 * <p>Names of tables cannot be parameters. So the statements are made by PostgreSQL from its catalogue, where every index,
 * constraint, trigger, setting and privilege of the table in use is known.
 */
@Component
class GenerationTable {

    /** Longer than PostgreSQL lets its own vacuum be in somebody's way. */
    static final Duration UNTIL_VACUUM_YIELDS = Duration.ofMillis(1_500);

    private static final String LOCK_TIMEOUT = "SELECT set_config('lock_timeout', :time, true)";

    private static final String HERE = """
            SELECT set_config('search_path',
                    format('%I,', CAST(:schema AS text) || '_new') || current_setting('search_path'), true),
                set_config('statement_timeout', '0', true),
                set_config('synchronous_commit', :synchronous, true)
            """;

    private static final String ALONE = """
            SELECT set_config('max_parallel_maintenance_workers', '0', true), set_config('max_parallel_workers_per_gather', '0', true)
            """;

    private static final String SCHEMA = "SELECT current_schema()";

    /** The tables in use, in the order of their names. */
    private static final String IN_USE = """
            WITH used AS (
                SELECT c.oid, c.relname, c.reloptions, c.relacl, c.relowner,
                    format('%I.%I', CAST(:schema AS text), c.relname) AS here, format('%I.%I', CAST(:schema AS text) || '_new', c.relname) AS there
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = CAST(:schema AS text) AND c.relname = ANY (CAST(:tables AS text[])))
            """;

    private static final String CREATE = IN_USE + """
            SELECT statement
            FROM (
            SELECT 1 AS step, format('CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)', there, here) AS statement
            FROM used
            UNION ALL
            SELECT 2, format('ALTER TABLE %s SET (%s)', there, array_to_string(reloptions, ', '))
            FROM used
            WHERE reloptions IS NOT NULL
            UNION ALL
            SELECT 3, format('ALTER TABLE %s ADD CONSTRAINT %I %s', there, k.conname, pg_get_constraintdef(k.oid))
            FROM used JOIN pg_constraint AS k ON k.conrelid = used.oid
            WHERE k.contype IN ('p', 'u', 'x')
            UNION ALL
            SELECT 4, format('GRANT %s ON %s TO %s', a.privilege_type, there,
                CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
            FROM used, aclexplode(used.relacl) AS a
            WHERE a.grantee <> used.relowner) AS statements
            ORDER BY step
            """;

    private static final String INDEX = IN_USE + """
            SELECT replace(pg_get_indexdef(i.indexrelid), ' ON ' || here || ' ', ' ON ' || there || ' ')
            FROM used
            JOIN pg_index AS i ON i.indrelid = used.oid
            JOIN pg_class AS x ON x.oid = i.indexrelid
            WHERE NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
              AND (x.relname = ANY (CAST(:last AS text[]))) = :late
            """;

    private static final String ADD_TRIGGERS = IN_USE + """
            SELECT statement
            FROM (
                SELECT 1 AS step,
                    replace(pg_get_triggerdef(t.oid), ' ON ' || here || ' ', ' ON ' || there || ' ') AS statement
                FROM used JOIN pg_trigger AS t ON t.tgrelid = used.oid
                WHERE NOT t.tgisinternal
                UNION ALL
                SELECT 2, 'ANALYZE ' || there
                FROM used) AS statements
            ORDER BY step
            """;

    private static final String LOCK_NEW = IN_USE + """
            SELECT 'LOCK TABLE ' || string_agg(there, ', ' ORDER BY relname) || ' IN ACCESS EXCLUSIVE MODE'
            FROM used
            """;

    private static final String LOCK = IN_USE + """
            SELECT 'LOCK TABLE ' || string_agg(here, ', ' ORDER BY relname) || ' IN ACCESS EXCLUSIVE MODE'
            FROM used
            """;

    private static final String SWAP = IN_USE + """
            SELECT unnest(ARRAY[
                format('ALTER TABLE %s SET SCHEMA %I', here, CAST(:schema AS text) || '_old'),
                format('ALTER TABLE %s SET SCHEMA %I', there, CAST(:schema AS text))])
            FROM used
            """;

    private static final String DROP = """
            SELECT format('DROP TABLE %I.%I', n.nspname, c.relname)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = CAST(:schema AS text) || :suffix AND c.relkind = 'r' AND c.relname = ANY (CAST(:tables AS text[]))
            """;

    private static final String LEFT_OVER = """
            SELECT c.relname
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() || '_old' AND c.relkind = 'r'
            """;

    /** What somebody made of a table in use would go on with the former one. */
    private static final String DEPENDENT = IN_USE + """
            SELECT r.ev_class::regclass::text
            FROM used
            JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = used.oid
            JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
            WHERE r.ev_class <> used.oid
            LIMIT 1
            """;

    /** Changes when a migration changes a table. */
    private static final String VERSION = IN_USE + """
            SELECT coalesce(md5(string_agg(item, ';' ORDER BY item)), '')
            FROM (
                SELECT format('%s %s %s %s %s', relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                    pg_get_expr(e.adbin, e.adrelid)) AS item
                FROM used
                JOIN pg_attribute AS a ON a.attrelid = used.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_attrdef AS e ON e.adrelid = used.oid AND e.adnum = a.attnum
                UNION ALL
                SELECT pg_get_indexdef(i.indexrelid) FROM used JOIN pg_index AS i ON i.indrelid = used.oid
                UNION ALL
                SELECT pg_get_triggerdef(t.oid) FROM used JOIN pg_trigger AS t ON t.tgrelid = used.oid) AS items
            """;

    private final JdbcClient jdbc;

    GenerationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The schema of the views, for those who are about to change the search path. */
    String schema() {
        return jdbc.sql(SCHEMA).query(String.class).single();
    }

    /**
     * From now on the transaction sees and writes the new tables instead of those in use, for as long as it likes.
     *
     * @param waitsForTheDisk whether its commit does; if not, it may be undone by a crash as a whole
     */
    void here(String schema, boolean waitsForTheDisk) {
        jdbc.sql(HERE)
                .param("schema", schema)
                .param("synchronous", waitsForTheDisk ? "on" : "off")
                .query(row -> {});
    }

    /** Makes empty tables, without what is for last. */
    void create(String schema, ViewTables view) {
        drop(schema, "_new", view);
        execute(CREATE, schema, view);
        index(schema, view, false);
    }

    /** Makes what was for last, one statement after the other. */
    void complete(String schema, ViewTables view, Runnable between) {
        view.derived().forEach(table -> {
            between.run();
            run(table.fill());
        });
        between.run();
        index(schema, view, true);
        between.run();
        execute(ADD_TRIGGERS, schema, view);
    }

    /** For the rest of the transaction, without PostgreSQL's parallel workers. */
    void workAlone() {
        jdbc.sql(ALONE).query(row -> {});
    }

    private void index(String schema, ViewTables view, boolean late) {
        statements(
                        jdbc.sql(INDEX)
                                .param("last", view.indexesForLast().toArray(String[]::new))
                                .param("late", late),
                        schema,
                        view)
                .forEach(this::run);
    }

    /**
     * Puts the new tables into the place of those in use, when nobody reads these.
     *
     * @param patience how long readers may have to wait, because this waits for one of them
     * @throws org.springframework.dao.CannotAcquireLockException when that is not long enough
     */
    void swap(String schema, ViewTables view, Duration patience) {
        waitForLocks(UNTIL_VACUUM_YIELDS);
        execute(LOCK_NEW, schema, view);
        waitForLocks(patience);
        execute(LOCK, schema, view);
        execute(SWAP, schema, view);
    }

    private void waitForLocks(Duration time) {
        jdbc.sql(LOCK_TIMEOUT).param("time", time.toMillis() + "ms").query(row -> {});
    }

    /** Drops tables that were in use before, unless somebody still reads them. */
    void dropFormer(String schema, ViewTables view) {
        waitForLocks(UNTIL_VACUUM_YIELDS);
        drop(schema, "_old", view);
    }

    /** Drops new tables that are not in use, if there are any. */
    void dropNew(String schema, ViewTables view) {
        drop(schema, "_new", view);
    }

    private void drop(String schema, String suffix, ViewTables view) {
        statements(jdbc.sql(DROP).param("suffix", suffix), schema, view).forEach(this::run);
    }

    /** Tables that were in use before, and are not dropped yet. */
    List<String> leftOver() {
        return jdbc.sql(LEFT_OVER).query((row, number) -> row.getString(1)).list();
    }

    /** A view of the database's that reads a table of the projection, or {@code null}. */
    @Nullable
    String dependent(String schema, ViewTables view) {
        return statements(jdbc.sql(DEPENDENT), schema, view).stream()
                .findFirst()
                .orElse(null);
    }

    /** Names the present form of the tables. */
    String version(String schema, ViewTables view) {
        return statements(jdbc.sql(VERSION), schema, view).getFirst();
    }

    private void execute(String sql, String schema, ViewTables view) {
        statements(jdbc.sql(sql), schema, view).forEach(this::run);
    }

    private void run(String sql) {
        jdbc.sql(sql).update();
    }

    private static List<String> statements(JdbcClient.StatementSpec generating, String schema, ViewTables view) {
        return generating
                .param("schema", schema)
                .param("tables", view.names().toArray(String[]::new))
                .query((row, number) -> row.getString(1))
                .list();
    }
}
