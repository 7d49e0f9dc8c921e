-- What is folded from the log, and how far: all of it can be thrown away and made anew. Lives in DATABASE_SCHEMA.

CREATE TYPE post_status AS ENUM ('draft', 'published', 'archived');

-- Times are those of the events, never now(): a replay makes the same rows.
CREATE TABLE post (
    id           text        PRIMARY KEY,
    author_id    text        NOT NULL,
    title        text        NOT NULL,
    slug         text        NOT NULL,
    content      text        NOT NULL,
    excerpt      text        NOT NULL,
    status       post_status NOT NULL,
    tags         text[]      NOT NULL,
    published_at timestamptz,
    version      bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
-- Not unique: uniqueness is the reservation's to keep, and a projection must not stumble over it.
CREATE INDEX post_slug ON post (slug);
CREATE INDEX post_listed ON post (status, published_at DESC, id DESC);
CREATE INDEX post_listed_by_author ON post (author_id, status, published_at DESC, id DESC);
CREATE INDEX post_tags ON post USING gin (tags);

-- Slugs that a living post had and nobody took since: they answer 301.
CREATE TABLE post_former_slug (
    slug       text        PRIMARY KEY,
    post_id    text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX post_former_slug_post_id ON post_former_slug (post_id);

-- How far each projection has come, written in the transaction that wrote its rows.
CREATE TABLE token_entry (
    processor_name text        NOT NULL,
    segment        integer     NOT NULL,
    token          bytea,
    token_type     text,
    claimed_at     timestamptz NOT NULL,
    owner          text,
    PRIMARY KEY (processor_name, segment)
);
