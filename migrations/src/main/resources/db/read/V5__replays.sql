-- Replays, running and past. One that runs belongs to a node, which says so from time to time; another one goes on with it when
-- it does not any more.
CREATE TYPE replay_state AS ENUM ('running', 'completed', 'failed', 'cancelled');
CREATE TYPE replay_phase AS ENUM ('folding', 'indexing', 'following');

CREATE TABLE replay (
    id                text         PRIMARY KEY,
    projection        text         NOT NULL,
    state             replay_state NOT NULL,
    phase             replay_phase NOT NULL,
    node              text         NOT NULL,
    -- What folds, and into what: with another version of either, what was folded so far is of no use.
    version           text         NOT NULL,
    -- Everything up to here is in the new tables; written with them.
    position          bigint       NOT NULL,
    total             bigint       NOT NULL,
    percent           integer      NOT NULL,
    events_per_second bigint       NOT NULL,
    eta_seconds       bigint,
    error             text,
    cancel_wanted     boolean      NOT NULL DEFAULT FALSE,
    finished_at       timestamptz,
    created_at        timestamptz  NOT NULL DEFAULT clock_timestamp(),
    updated_at        timestamptz  NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX replay_one_at_a_time ON replay (projection) WHERE state = 'running';

-- Where tables of views are made anew beside those in use, and where the former ones wait to be dropped: two moments each.
DO $$
DECLARE
    suffix text;
BEGIN
    FOREACH suffix IN ARRAY ARRAY['_new', '_old'] LOOP
        -- Asked first: CREATE SCHEMA wants the right to it even where there is nothing to do.
        IF to_regnamespace(quote_ident(current_schema() || suffix)) IS NULL THEN
            EXECUTE format('CREATE SCHEMA %I', current_schema() || suffix);
        END IF;
    END LOOP;
END;
$$;

-- What triggers keep goes into the tables beside theirs, wherever those are: found by the search path of who writes.
ALTER FUNCTION count_posts() RESET search_path;
ALTER FUNCTION list_tags() RESET search_path;
ALTER FUNCTION count_follows() RESET search_path;
ALTER FUNCTION count_comments() RESET search_path;
