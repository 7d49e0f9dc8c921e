package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules that every table keeps, read off the database's catalogue; each is shown to catch a table that breaks it. */
class SchemaIT {

    private static final String TABLES_IN_PUBLIC = """
            SELECT c.relname
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
            """;

    /** By type, and by name for a time that hides in a text or a number. */
    private static final String TIMES_OTHER_THAN_TIMESTAMPTZ = """
            SELECT table_schema || '.' || table_name || '.' || column_name
            FROM information_schema.columns
            WHERE table_schema = ANY (string_to_array(:schemas, ','))
              AND table_name <> 'flyway_schema_history'
              AND data_type <> 'timestamp with time zone'
              AND (data_type LIKE 'time%' OR data_type = 'date'
                   OR column_name ~ '(_at|_time|_date|_on)$' OR column_name ~ '^time')
            """;

    /** A column that names another row, unless an index begins with it. */
    private static final String REFERENCES_WITHOUT_INDEX = """
            SELECT c.relname || '.' || a.attname
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace::regnamespace::text = ANY (string_to_array(:schemas, ','))
              AND c.relkind IN ('r', 'p')
              AND (a.attname LIKE '%\\_id' OR EXISTS (
                    SELECT FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conkey[1] = a.attnum))
              AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum)
            """;

    /** Axon's tokens, Flyway's history, what triggers keep of a view's rows and what is to be invalidated are no views. */
    private static final String VIEWS_WITHOUT_TIMES = """
            SELECT t.table_name
            FROM information_schema.tables t
            WHERE t.table_schema = split_part(:schemas, ',', 1)
              AND t.table_name NOT IN ('token_entry', 'flyway_schema_history', 'post_count', 'post_tag', 'follow_count', 'comment_count', 'cache_invalidation')
              AND (SELECT count(*)
                   FROM information_schema.columns c
                   WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name
                     AND c.column_name IN ('created_at', 'updated_at')) < 2
            """;

    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @BeforeEach
    void a_schema_full_of_mistakes() {
        jdbc.sql("CREATE SCHEMA wrong").update();
        jdbc.sql("""
                CREATE TABLE wrong.mistake (
                    id         text PRIMARY KEY,
                    owner_id   text,
                    paid_at    timestamp,
                    due        date,
                    created_at text)
                """).update();
    }

    @AfterEach
    void remove_it() {
        jdbc.sql("DROP SCHEMA wrong CASCADE").update();
        jdbc.sql("DROP TABLE IF EXISTS public.mistake").update();
    }

    @Test
    void nothing_is_in_the_schema_public() {
        assertThat(names(TABLES_IN_PUBLIC, "")).isEmpty();

        jdbc.sql("CREATE TABLE public.mistake (id text)").update();
        assertThat(names(TABLES_IN_PUBLIC, "")).containsExactly("mistake");
    }

    @Test
    void every_time_is_a_timestamptz() {
        assertThat(names(TIMES_OTHER_THAN_TIMESTAMPTZ, "app,app_log")).isEmpty();
        assertThat(names(TIMES_OTHER_THAN_TIMESTAMPTZ, "wrong"))
                .containsExactlyInAnyOrder("wrong.mistake.paid_at", "wrong.mistake.due", "wrong.mistake.created_at");
    }

    @Test
    void every_reference_has_an_index() {
        assertThat(names(REFERENCES_WITHOUT_INDEX, "app,app_log")).isEmpty();
        assertThat(names(REFERENCES_WITHOUT_INDEX, "wrong")).containsExactly("mistake.owner_id");
    }

    @Test
    void every_view_says_when_it_was_made_and_changed() {
        assertThat(names(VIEWS_WITHOUT_TIMES, "app")).isEmpty();
        assertThat(names(VIEWS_WITHOUT_TIMES, "wrong")).containsExactly("mistake");
    }

    private List<@Nullable String> names(String rule, String schemas) {
        return rule.contains(":schemas")
                ? jdbc.sql(rule).param("schemas", schemas).query(String.class).list()
                : jdbc.sql(rule).query(String.class).list();
    }
}
