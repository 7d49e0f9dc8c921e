package dev.scratchy.shared.database;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives the roles of the two sides what their statements need, and takes away what else they had. The query side's role owns the
 * tables of the views, because a replay makes them anew and puts them in the place of those in use; its privileges end at the
 * log, as those of the command side's end at the views.
 */
final class RoleTable {

    /** Known to the statements below, quoted by PostgreSQL; two that migrate at once take turns. */
    private static final String NAMES = """
            SELECT pg_advisory_xact_lock(hashtextextended(CAST(:log AS text) || '.roles', 0)),
                set_config('scratchy.command_role', :command, true),
                set_config('scratchy.query_role', :query, true),
                set_config('scratchy.views_schema', :views, true),
                set_config('scratchy.log_schema', :log, true),
                set_config('statement_timeout', '0', true),
                set_config('lock_timeout', '0', true)
            """;

    private static final String FAULT = """
            SELECT CASE
                WHEN to_regrole(quote_ident(command)) IS NULL THEN format('there is no role %I', command)
                WHEN to_regrole(quote_ident(query)) IS NULL THEN format('there is no role %I', query)
                WHEN pg_has_role(command, current_user, 'MEMBER') THEN
                    format('the role %I may do whatever %I may, who owns the log', command, current_user)
                WHEN pg_has_role(query, current_user, 'MEMBER') THEN
                    format('the role %I may do whatever %I may, who owns the log', query, current_user)
                WHEN pg_has_role(command, query, 'MEMBER') THEN
                    format('the role %I may do whatever %I may, who owns the views', command, query)
                WHEN pg_has_role(query, command, 'MEMBER') THEN
                    format('the role %I may do whatever %I may, who appends to the log', query, command)
                WHEN NOT pg_has_role(query, 'USAGE') OR NOT pg_has_role(query, 'SET') THEN
                    format('the views cannot be handed over: GRANT %I TO %I WITH INHERIT TRUE, SET TRUE', query, current_user)
                ELSE ''
            END
            FROM (SELECT CAST(:command AS name) AS command, CAST(:query AS name) AS query) AS given
            """;

    /** For each statement that the command side has; to PostgreSQL a SELECT that locks, however weakly, is an UPDATE. */
    private static final String COMMAND_SIDE = """
            DO $$
            DECLARE
                command text := quote_ident(current_setting('scratchy.command_role'));
                views text := quote_ident(current_setting('scratchy.views_schema'));
                log text := quote_ident(current_setting('scratchy.log_schema'));
            BEGIN
                EXECUTE 'REVOKE ALL ON SCHEMA ' || views || ', ' || log || ' FROM ' || command;
                EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA ' || views || ', ' || log || ' FROM ' || command;
                EXECUTE 'REVOKE ALL ON ALL SEQUENCES IN SCHEMA ' || views || ', ' || log || ' FROM ' || command;
                EXECUTE 'GRANT USAGE ON SCHEMA ' || log || ' TO ' || command;
                EXECUTE 'SET LOCAL search_path = ' || log;
                EXECUTE 'GRANT SELECT ON flyway_schema_history, log_key, log_timeline, log_import TO ' || command;
                EXECUTE 'GRANT SELECT, INSERT ON domain_event TO ' || command;
                EXECUTE 'GRANT SELECT ON SEQUENCE domain_event_position_seq TO ' || command;
                EXECUTE 'GRANT SELECT, INSERT, UPDATE ON snapshot TO ' || command;
                EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON
                    idempotency_record, username_reservation, slug_reservation, comment_reservation TO ' || command;
            END;
            $$
            """;

    private static final String QUERY_SIDE = """
            DO $$
            DECLARE
                query text := quote_ident(current_setting('scratchy.query_role'));
                views text := quote_ident(current_setting('scratchy.views_schema'));
                log text := quote_ident(current_setting('scratchy.log_schema'));
                schemas text := format('%1$I, %2$I, %3$I', current_setting('scratchy.views_schema'),
                    current_setting('scratchy.views_schema') || '_new', current_setting('scratchy.views_schema') || '_old');
                another regclass;
            BEGIN
                EXECUTE 'REVOKE ALL ON SCHEMA ' || log || ' FROM ' || query;
                EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA ' || log || ' FROM ' || query;
                EXECUTE 'REVOKE ALL ON ALL SEQUENCES IN SCHEMA ' || log || ' FROM ' || query;
                EXECUTE 'GRANT USAGE ON SCHEMA ' || log || ' TO ' || query;
                EXECUTE 'GRANT USAGE, CREATE ON SCHEMA ' || schemas || ' TO ' || query;
                FOR another IN
                    SELECT oid
                    FROM pg_class
                    WHERE relnamespace::regnamespace::text = ANY (string_to_array(schemas, ', '))
                        AND relkind = 'r' AND relname <> 'flyway_schema_history'
                        AND relowner <> to_regrole(query)
                LOOP
                    EXECUTE 'ALTER TABLE ' || another || ' OWNER TO ' || query;
                END LOOP;
                EXECUTE 'GRANT SELECT ON ' || views || '.flyway_schema_history TO ' || query;
                EXECUTE 'SET LOCAL search_path = ' || log;
                EXECUTE 'GRANT SELECT ON flyway_schema_history, log_key, log_timeline, log_import, domain_event TO ' || query;
                EXECUTE 'GRANT SELECT ON SEQUENCE domain_event_position_seq TO ' || query;
            END;
            $$
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RoleTable(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Does so in one transaction, however often; nobody sees a moment in between.
     *
     * @throws CannotStart when there are no such roles, or they are not apart
     */
    void grant(Roles roles, String schema, String logSchema) {
        transaction.executeWithoutResult(open -> {
            jdbc.sql(NAMES)
                    .param("command", roles.command())
                    .param("query", roles.query())
                    .param("views", schema)
                    .param("log", logSchema)
                    .query((row, number) -> number)
                    .list();
            String fault = jdbc.sql(FAULT)
                    .param("command", roles.command())
                    .param("query", roles.query())
                    .query((row, number) -> row.getString(1))
                    .single();
            if (!fault.isEmpty()) {
                throw new CannotStart("The roles of the two sides cannot be given their privileges: " + fault + ".");
            }
            jdbc.sql(COMMAND_SIDE).update();
            jdbc.sql(QUERY_SIDE).update();
        });
    }
}
