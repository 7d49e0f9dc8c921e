-- A letter names its event by its position: the log has the rest, and keeps it. What V3 made was never written to.
DROP TABLE dead_letter;

-- Events that a projection could not digest, and those behind them that must not overtake them. Not a view: it cannot be folded
-- anew from the log.
CREATE TABLE dead_letter (
    id            text        PRIMARY KEY,
    projection    text        NOT NULL,
    position      bigint      NOT NULL,
    -- The id of the first letter of those that have to be tried in order.
    sequence      text        NOT NULL,
    -- What later events are not to overtake it in.
    marks         text[]      NOT NULL,
    -- Why it is here; empty for one that only waits behind another.
    cause_type    text,
    cause_message text,
    attempts      integer     NOT NULL,
    tried_at      timestamptz,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (projection, position)
);
CREATE INDEX dead_letter_sequence ON dead_letter (projection, sequence, position);

-- What became of letters, and who wanted it.
CREATE TYPE dead_letter_decision_kind AS ENUM ('retried', 'failed', 'discarded', 'replayed');
CREATE TABLE dead_letter_decision (
    id         text                      PRIMARY KEY,
    letter_id  text                      NOT NULL,
    projection text                      NOT NULL,
    position   bigint                    NOT NULL,
    decision   dead_letter_decision_kind NOT NULL,
    decided_by text                      NOT NULL,
    reason     text,
    error      text,
    created_at timestamptz               NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz               NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX dead_letter_decision_letter_id ON dead_letter_decision (letter_id);
CREATE INDEX dead_letter_decision_discarded ON dead_letter_decision (projection, position) WHERE decision = 'discarded';

-- One row for each post that ever had a slug, and the latest of them answers. So no event of one post changes what another one
-- wrote, and it does not matter which of the two is handled first.
ALTER TABLE post_former_slug ADD COLUMN position bigint NOT NULL DEFAULT 0;
ALTER TABLE post_former_slug ALTER COLUMN position DROP DEFAULT;
ALTER TABLE post_former_slug DROP CONSTRAINT post_former_slug_pkey;
ALTER TABLE post_former_slug ADD PRIMARY KEY (slug, post_id);

-- The processes that run projections. Each says every half second that it is there, and what keeps it from going on.
CREATE TABLE projection_node (
    node        text        PRIMARY KEY,
    -- The names of those that it knows.
    projections text[]      NOT NULL,
    failures    json        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What an operator wants of projections; one without a row runs in one segment.
CREATE TABLE projection_setting (
    projection text        PRIMARY KEY,
    paused     boolean     NOT NULL DEFAULT FALSE,
    segments   integer     NOT NULL DEFAULT 1 CHECK (segments IN (1, 2, 4, 8, 16)),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
