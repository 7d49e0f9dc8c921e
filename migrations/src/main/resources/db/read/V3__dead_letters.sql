-- Events that a projection could not digest, and those behind them that must not overtake them: put aside in the order of their
-- sequence, until somebody has them tried again or drops them. Not a view: it cannot be folded anew from the log.
CREATE TABLE dead_letter (
    id               text        PRIMARY KEY,
    projection       text        NOT NULL,
    sequence         text        NOT NULL,
    place            bigint      NOT NULL,
    -- The event, as the log has it.
    position         bigint      NOT NULL,
    event_id         text        NOT NULL,
    aggregate_id     text        NOT NULL,
    sequence_number  bigint      NOT NULL,
    aggregate_type   text        NOT NULL,
    recorded_at      timestamptz NOT NULL,
    payload_type     text        NOT NULL,
    payload_revision text        NOT NULL,
    payload          json        NOT NULL,
    metadata         json        NOT NULL,
    -- Why it is here; empty for one that only waits behind another.
    cause_type       text,
    cause_message    text,
    diagnostics      json        NOT NULL,
    -- Since when somebody tries it; when a claim has run out, another may.
    claimed_at       timestamptz,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    UNIQUE (projection, sequence, place)
);
CREATE INDEX dead_letter_event_id ON dead_letter (event_id);
CREATE INDEX dead_letter_aggregate_id ON dead_letter (aggregate_id);
