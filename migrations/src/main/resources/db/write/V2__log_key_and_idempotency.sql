-- By what this log is told from every other: consistency tokens are signed with it. Made once, at random (2 x 122 bits), and
-- restored with the log from a backup, so that a token of what the backup does not have is known for what it is.
CREATE TABLE log_key (
    one_row   boolean PRIMARY KEY DEFAULT TRUE CHECK (one_row),
    token_key bytea   NOT NULL
);
INSERT INTO log_key (token_key)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON log_key FROM CURRENT_USER;

-- What was answered to commands that may be sent again: the first sending's row is inserted at the beginning of its transaction,
-- where a second one waits for it, and holds the answer when it is committed. Either the command was carried out (the upper
-- three) or refused (the lower three).
CREATE TABLE idempotency_record (
    caller_id       text        NOT NULL,
    idempotency_key text        NOT NULL,
    fingerprint     text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    aggregate       text,
    version         bigint,
    created         boolean,
    position        bigint,
    refusal_code    text,
    refusal_detail  text,
    present_version bigint,
    PRIMARY KEY (caller_id, idempotency_key)
);
-- For the sweep.
CREATE INDEX idempotency_record_created_at ON idempotency_record (created_at);
