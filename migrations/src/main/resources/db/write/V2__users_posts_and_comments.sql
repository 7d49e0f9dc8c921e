-- What a command has to know of other aggregates, strictly and in its own transaction: who has an account, which posts live,
-- whose they are and whether they are public, and which comments live. The foreign keys make the commands of different
-- aggregates wait for each other where they must: nobody creates a post or a comment while their account is being deleted,
-- nobody comments on a post while it is being deleted.

-- Only a development version can have posts of somebody who was never registered: their ids become names, so that nobody's post is lost.
INSERT INTO username_reservation (username, user_id)
SELECT DISTINCT lower(e.payload ->> 'authorId'), e.payload ->> 'authorId'
FROM domain_event AS e
JOIN slug_reservation AS s ON s.post_id = e.aggregate_id
WHERE e.payload_type = 'PostCreated'
ON CONFLICT DO NOTHING;

ALTER TABLE slug_reservation
    ADD COLUMN author_id text REFERENCES username_reservation (user_id) ON DELETE CASCADE,
    ADD COLUMN published boolean NOT NULL DEFAULT FALSE;

UPDATE slug_reservation AS s
SET author_id = e.payload ->> 'authorId'
FROM domain_event AS e
WHERE e.aggregate_id = s.post_id AND e.payload_type = 'PostCreated';

UPDATE slug_reservation AS s
SET published = TRUE
FROM (
    SELECT DISTINCT ON (aggregate_id) aggregate_id, payload_type
    FROM domain_event
    WHERE payload_type IN ('PostPublished', 'PostUnpublished', 'PostArchived')
    ORDER BY aggregate_id, sequence_number DESC) AS last
WHERE last.aggregate_id = s.post_id AND last.payload_type = 'PostPublished';

DROP INDEX slug_reservation_post_id;
ALTER TABLE slug_reservation
    ALTER COLUMN author_id SET NOT NULL,
    ADD CONSTRAINT slug_reservation_post_id_key UNIQUE (post_id);
CREATE INDEX slug_reservation_author_id ON slug_reservation (author_id);

CREATE TABLE comment_reservation (
    comment_id text        PRIMARY KEY,
    post_id    text        NOT NULL REFERENCES slug_reservation (post_id) ON DELETE CASCADE,
    author_id  text        NOT NULL REFERENCES username_reservation (user_id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX comment_reservation_post_id ON comment_reservation (post_id);
CREATE INDEX comment_reservation_author_id ON comment_reservation (author_id);
