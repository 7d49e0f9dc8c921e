-- The three roles of one database, for its administrator: run it in that database, as often as you like.
--
--   scratchy          migrates and owns the event log; no process that answers requests connects as it
--   scratchy_command  appends to the log
--   scratchy_query    reads the log, and owns the views
--
-- They have no passwords yet. What the last two may do in the schemas is granted by "migrate", which is told their names by
-- DATABASE_COMMAND_ROLE and DATABASE_QUERY_ROLE.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['scratchy', 'scratchy_command', 'scratchy_query'] LOOP
        IF to_regrole(name) IS NULL THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', name);
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name);
    END LOOP;
    -- For its schemas, and for the extension pg_trgm.
    EXECUTE format('GRANT CREATE ON DATABASE %I TO scratchy', current_database());
END;
$$;

-- A table is handed over by who could take on the new owner's role, and a migration changes what that role owns.
GRANT scratchy_query TO scratchy WITH INHERIT TRUE, SET TRUE;
