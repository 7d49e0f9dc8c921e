-- What is to be invalidated in the cache and was not acknowledged yet: written in the transaction that makes it due, deleted
-- when it is done. Mostly empty.
CREATE TABLE cache_invalidation (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference_names text[]      NOT NULL,
    -- Not now(), the beginning of the transaction: a long one would be overdue at once.
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Many rows come and go. What they leave is cleared away before it makes the table long to read.
ALTER TABLE cache_invalidation SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
