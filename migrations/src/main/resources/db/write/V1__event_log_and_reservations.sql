-- The truth: what happened, and which names are taken. Lives in the log's schema (app_log by default).

-- One row per event, appended and never changed. Unique (aggregate, sequence number) is the optimistic lock: of two commands
-- that saw the same version, one commits. A position is always the sequence's next one (CACHE 1, PostgreSQL's default for
-- identities): what reads the log relies on it. Events that no aggregate applied have no type.
CREATE TABLE domain_event (
    position         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id         text        NOT NULL UNIQUE,
    aggregate_id     text        NOT NULL,
    sequence_number  bigint      NOT NULL,
    aggregate_type   text,
    recorded_at      timestamptz NOT NULL,
    payload_type     text        NOT NULL,
    payload_revision text,
    payload          json        NOT NULL,
    metadata         json        NOT NULL,
    -- So that a page can be limited in bytes without reading the payloads.
    payload_bytes    integer     NOT NULL GENERATED ALWAYS AS (octet_length(payload::text)) STORED,
    UNIQUE (aggregate_id, sequence_number)
);

-- Append-only by privilege: its owner, too, can only add to it. A superuser is stopped by nothing, so do not connect as one.
REVOKE UPDATE, DELETE, TRUNCATE ON domain_event FROM CURRENT_USER;

-- Positions are given in order, but transactions commit in any. So whoever appends first registers, before the first position
-- is drawn: a shared advisory lock, until the end of the transaction, on the last position that was given out by then. All of
-- the transaction's positions are above it. Appenders never wait for each other. Key: the sequence, and the position's lower
-- 32 bits.
--
-- Once per transaction: an import of a million single inserts must not hold a million locks. What is set is forgotten together
-- with the lock, also when it is a savepoint that is rolled back. An assignment, because PL/pgSQL evaluates that without a
-- plan, at a third of the price.
CREATE FUNCTION register_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    registered boolean;
BEGIN
    IF current_setting('scratchy.appending', true) IS DISTINCT FROM '${flyway:defaultSchema}' THEN
        registered := pg_advisory_xact_lock_shared(
                '${flyway:defaultSchema}.domain_event_position_seq'::regclass::oid::integer,
                coalesce(pg_sequence_last_value('${flyway:defaultSchema}.domain_event_position_seq'), 0)::bit(32)::integer)
                IS NOT NULL
            AND set_config('scratchy.appending', '${flyway:defaultSchema}', true) IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER register_append
BEFORE INSERT ON domain_event
FOR EACH STATEMENT EXECUTE FUNCTION register_append();

-- The mark: every event up to it is either there to be seen by a statement that begins after this one, or never will be.
-- The order of the two statements is what makes it so: an appender that the second does not see has either ended, and its
-- events are visible (PostgreSQL makes them so before it releases locks), or it registers later than the first, and gets
-- positions above what that saw. Holds on the primary only, because a standby has no such locks.
-- held_by: the server process of the appender that registered at the mark while later positions were given out already.
CREATE FUNCTION log_mark(OUT mark bigint, OUT head bigint, OUT held_by integer) LANGUAGE plpgsql AS $$
BEGIN
    head := coalesce(pg_sequence_last_value('${flyway:defaultSchema}.domain_event_position_seq'), 0);

    -- The difference to the head, from 32 bits, is right as long as no transaction stays open for two billion events.
    SELECT head - ((head - registered.objid::bigint) & 4294967295)::bit(32)::integer, registered.pid
    INTO mark, held_by
    FROM pg_locks AS registered
    WHERE registered.locktype = 'advisory'
        AND registered.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND registered.classid = '${flyway:defaultSchema}.domain_event_position_seq'::regclass::oid
        AND registered.objsubid = 2
    ORDER BY 1
    LIMIT 1;

    IF mark IS NULL OR mark >= head THEN
        mark := head;
        held_by := NULL;
    END IF;
END
$$;

-- A saved state to start folding an aggregate from: its latest one only.
CREATE TABLE snapshot (
    aggregate_id     text        PRIMARY KEY,
    event_id         text        NOT NULL UNIQUE,
    sequence_number  bigint      NOT NULL,
    aggregate_type   text        NOT NULL,
    recorded_at      timestamptz NOT NULL,
    payload_type     text        NOT NULL,
    payload_revision text,
    payload          json        NOT NULL,
    metadata         json        NOT NULL
);

-- What a command has to know of other aggregates, strictly and in its own transaction: who has an account, which posts live,
-- whose they are and whether they are public, and which comments live. Each is written in the transaction of its event, so a
-- name has one owner at any time, not only eventually. The foreign keys make the commands of different aggregates wait for
-- each other where they must: nobody creates a post or a comment while their account is being deleted, nobody comments on a
-- post while it is being deleted.
CREATE TABLE username_reservation (
    username   text        PRIMARY KEY,
    user_id    text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE slug_reservation (
    slug       text        PRIMARY KEY,
    post_id    text        NOT NULL UNIQUE,
    author_id  text        NOT NULL REFERENCES username_reservation (user_id) ON DELETE CASCADE,
    published  boolean     NOT NULL DEFAULT FALSE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX slug_reservation_author_id ON slug_reservation (author_id);

CREATE TABLE comment_reservation (
    comment_id text        PRIMARY KEY,
    post_id    text        NOT NULL REFERENCES slug_reservation (post_id) ON DELETE CASCADE,
    author_id  text        NOT NULL REFERENCES username_reservation (user_id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX comment_reservation_post_id ON comment_reservation (post_id);
CREATE INDEX comment_reservation_author_id ON comment_reservation (author_id);
