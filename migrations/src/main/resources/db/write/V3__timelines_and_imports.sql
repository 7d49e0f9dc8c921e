-- How often this log was taken back to an earlier state, by a backup or by an import: each time begins a timeline, and tokens of
-- clients are good for theirs only. The first has the log's key as it is, so that tokens outlive this migration.
CREATE TABLE log_timeline (
    number       integer     PRIMARY KEY,
    name         text        NOT NULL UNIQUE,
    -- What is up to here, it has in common with the one before.
    common_up_to bigint      NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);
INSERT INTO log_timeline (number, name, common_up_to) VALUES (1, CAST(gen_random_uuid() AS text), 0);
REVOKE UPDATE, DELETE, TRUNCATE ON log_timeline FROM CURRENT_USER;

-- An import that has not come to its end: a row from its first event to its last. Nobody starts on half a log.
CREATE TABLE log_import (
    one_row    boolean     PRIMARY KEY DEFAULT TRUE CHECK (one_row),
    created_at timestamptz NOT NULL DEFAULT now()
);
