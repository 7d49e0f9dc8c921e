-- Lists sort by this: when a post was published, or else when it was begun. Never null, so a cursor can stand on it.
ALTER TABLE post
    ADD COLUMN listed_at timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(published_at, created_at)) STORED;
DROP INDEX post_listed;
DROP INDEX post_listed_by_author;
CREATE INDEX post_listed ON post (status, listed_at DESC, id DESC);
CREATE INDEX post_listed_by_author ON post (author_id, status, listed_at DESC, id DESC);
-- For searches by those who see more than what is published: from the newest post backwards, whatever its status.
CREATE INDEX post_latest ON post (listed_at DESC, id DESC);

-- How many posts each list has, so that a page's total costs one row and not a count. An empty author_id stands for all
-- authors, an empty tag for all posts whatever their tags.
CREATE TABLE post_count (
    author_id text        NOT NULL,
    status    post_status NOT NULL,
    tag       text        NOT NULL,
    posts     bigint      NOT NULL,
    PRIMARY KEY (author_id, status, tag)
);

-- Triggers, because each of the projection's statements changes the counts, and none of them can forget to. They run once per
-- statement, with all of its rows, in the projection's transaction.
CREATE FUNCTION count_posts() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        INSERT INTO post_count AS c (author_id, status, tag, posts)
        SELECT author, p.status, tag, count(*)
        FROM added AS p, unnest(ARRAY['', p.author_id]) AS author, unnest(array_prepend('', p.tags)) AS tag
        GROUP BY 1, 2, 3
        ORDER BY 1, 2, 3
        ON CONFLICT (author_id, status, tag) DO UPDATE SET posts = c.posts + excluded.posts;
    WHEN 'DELETE' THEN
        INSERT INTO post_count AS c (author_id, status, tag, posts)
        SELECT author, p.status, tag, -count(*)
        FROM removed AS p, unnest(ARRAY['', p.author_id]) AS author, unnest(array_prepend('', p.tags)) AS tag
        GROUP BY 1, 2, 3
        ORDER BY 1, 2, 3
        ON CONFLICT (author_id, status, tag) DO UPDATE SET posts = c.posts + excluded.posts;
    ELSE
        INSERT INTO post_count AS c (author_id, status, tag, posts)
        SELECT author, p.status, tag, sum(p.change)
        FROM (
            SELECT a.author_id, a.status, a.tags, 1 AS change
            FROM added AS a JOIN removed AS r USING (id)
            WHERE (a.status, a.tags) IS DISTINCT FROM (r.status, r.tags)
            UNION ALL
            SELECT r.author_id, r.status, r.tags, -1
            FROM added AS a JOIN removed AS r USING (id)
            WHERE (a.status, a.tags) IS DISTINCT FROM (r.status, r.tags)) AS p,
            unnest(ARRAY['', p.author_id]) AS author, unnest(array_prepend('', p.tags)) AS tag
        GROUP BY 1, 2, 3
        HAVING sum(p.change) <> 0
        ORDER BY 1, 2, 3
        ON CONFLICT (author_id, status, tag) DO UPDATE SET posts = c.posts + excluded.posts;
    END CASE;
    RETURN NULL;
END;
$$;
CREATE TRIGGER post_added AFTER INSERT ON post
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_posts();
CREATE TRIGGER post_removed AFTER DELETE ON post
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_posts();
CREATE TRIGGER post_changed AFTER UPDATE ON post
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_posts();

INSERT INTO post_count (author_id, status, tag, posts)
SELECT author, p.status, tag, count(*)
FROM post AS p, unnest(ARRAY['', p.author_id]) AS author, unnest(array_prepend('', p.tags)) AS tag
GROUP BY 1, 2, 3;

-- Each post once for each of its tags, in the order of the lists: no index on an array has one, and a tag's posts would have
-- to be sorted, however many they are, or looked for among all others.
CREATE TABLE post_tag (
    post_id   text        NOT NULL,
    tag       text        NOT NULL,
    author_id text        NOT NULL,
    status    post_status NOT NULL,
    listed_at timestamptz NOT NULL,
    PRIMARY KEY (post_id, tag)
);
CREATE INDEX post_tag_listed ON post_tag (tag, status, listed_at DESC, post_id DESC);
CREATE INDEX post_tag_listed_by_author ON post_tag (author_id, tag, status, listed_at DESC, post_id DESC);
DROP INDEX post_tags;

-- By EXECUTE, which plans anew: what was planned while the table was empty would read all of it when it is full.
CREATE FUNCTION list_tags() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        EXECUTE 'INSERT INTO post_tag (post_id, tag, author_id, status, listed_at)
            SELECT id, tag, author_id, status, listed_at
            FROM added CROSS JOIN unnest(tags) AS tag
            ON CONFLICT DO NOTHING';
    WHEN 'DELETE' THEN
        EXECUTE 'DELETE FROM post_tag AS t USING removed AS r WHERE t.post_id = r.id';
    ELSE
        EXECUTE 'DELETE FROM post_tag AS t USING removed AS r JOIN added AS a USING (id)
            WHERE a.tags <> r.tags AND t.post_id = a.id AND t.tag <> ALL (a.tags)';
        EXECUTE 'INSERT INTO post_tag AS t (post_id, tag, author_id, status, listed_at)
            SELECT DISTINCT a.id, tag, a.author_id, a.status, a.listed_at
            FROM removed AS r JOIN added AS a USING (id) CROSS JOIN unnest(a.tags) AS tag
            WHERE (a.tags, a.status, a.listed_at) IS DISTINCT FROM (r.tags, r.status, r.listed_at)
            ON CONFLICT (post_id, tag) DO UPDATE SET status = excluded.status, listed_at = excluded.listed_at
            WHERE (t.status, t.listed_at) IS DISTINCT FROM (excluded.status, excluded.listed_at)';
    END CASE;
    RETURN NULL;
END;
$$;
CREATE TRIGGER post_added_to_tags AFTER INSERT ON post
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION list_tags();
CREATE TRIGGER post_removed_from_tags AFTER DELETE ON post
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION list_tags();
CREATE TRIGGER post_changed_tags AFTER UPDATE ON post
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION list_tags();

INSERT INTO post_tag (post_id, tag, author_id, status, listed_at)
SELECT DISTINCT id, tag, author_id, status, listed_at
FROM post CROSS JOIN unnest(tags) AS tag;

-- Users and whom they follow. Indexes are not unique where a reservation keeps the uniqueness.
CREATE TABLE user_account (
    id           text        PRIMARY KEY,
    username     text        NOT NULL,
    display_name text        NOT NULL,
    email        text,
    bio          text,
    version      bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX user_account_username ON user_account (username);

CREATE TABLE follow (
    follower_id text        NOT NULL,
    followed_id text        NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (follower_id, followed_id)
);
CREATE INDEX follow_followers ON follow (followed_id, created_at DESC, follower_id DESC);
CREATE INDEX follow_following ON follow (follower_id, created_at DESC, followed_id DESC);

CREATE TABLE follow_count (
    user_id   text   PRIMARY KEY,
    followers bigint NOT NULL,
    following bigint NOT NULL
);

CREATE FUNCTION count_follows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO follow_count AS c (user_id, followers, following)
    SELECT user_id, sum(followers), sum(following)
    FROM (
        SELECT followed_id AS user_id, count(*) AS followers, 0 AS following FROM changed GROUP BY 1
        UNION ALL
        SELECT follower_id, 0, count(*) FROM changed GROUP BY 1) AS counted
    GROUP BY user_id
    ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE
    SET followers = c.followers + CASE TG_OP WHEN 'INSERT' THEN excluded.followers ELSE -excluded.followers END,
        following = c.following + CASE TG_OP WHEN 'INSERT' THEN excluded.following ELSE -excluded.following END;
    RETURN NULL;
END;
$$;
CREATE TRIGGER follow_added AFTER INSERT ON follow
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_follows();
CREATE TRIGGER follow_removed AFTER DELETE ON follow
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_follows();

-- Comments, and how many each post has.
CREATE TABLE comment (
    id         text        PRIMARY KEY,
    post_id    text        NOT NULL,
    author_id  text        NOT NULL,
    content    text        NOT NULL,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX comment_listed ON comment (post_id, created_at DESC, id DESC);
CREATE INDEX comment_author_id ON comment (author_id);

CREATE TABLE comment_count (
    post_id  text   PRIMARY KEY,
    comments bigint NOT NULL
);

CREATE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO comment_count AS c (post_id, comments)
    SELECT post_id, count(*)
    FROM changed
    GROUP BY post_id
    ORDER BY post_id
    ON CONFLICT (post_id) DO UPDATE
    SET comments = c.comments + CASE TG_OP WHEN 'INSERT' THEN excluded.comments ELSE -excluded.comments END;
    RETURN NULL;
END;
$$;
CREATE TRIGGER comment_added AFTER INSERT ON comment
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_comments();
CREATE TRIGGER comment_removed AFTER DELETE ON comment
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_comments();

-- Notifications. Who is to be told is read off this projection's own followers and posts, not off the tables above: those may
-- be ahead of it or behind, and a replay has to tell the same people.
CREATE TYPE notification_kind AS ENUM ('post_published', 'comment_added');

CREATE TABLE notification (
    id         text              PRIMARY KEY,
    user_id    text              NOT NULL,
    kind       notification_kind NOT NULL,
    actor_id   text              NOT NULL,
    post_id    text              NOT NULL,
    comment_id text,
    read_at    timestamptz,
    created_at timestamptz       NOT NULL,
    updated_at timestamptz       NOT NULL
);
CREATE INDEX notification_listed ON notification (user_id, id DESC);
CREATE INDEX notification_unread ON notification (user_id, id DESC) WHERE read_at IS NULL;
CREATE INDEX notification_actor_id ON notification (actor_id);
CREATE INDEX notification_post_id ON notification (post_id);
CREATE INDEX notification_comment_id ON notification (comment_id) WHERE comment_id IS NOT NULL;

CREATE TABLE notification_follower (
    author_id   text        NOT NULL,
    follower_id text        NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (author_id, follower_id)
);
CREATE INDEX notification_follower_follower_id ON notification_follower (follower_id);

CREATE TABLE notification_post (
    post_id    text        PRIMARY KEY,
    author_id  text        NOT NULL,
    announced  boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX notification_post_author_id ON notification_post (author_id);

-- Titles and contents, folded to one case by the projection in the way that queries are.
CREATE TABLE post_search (
    post_id    text        PRIMARY KEY,
    title      text        NOT NULL,
    content    text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- In the table's own pages as long as a row fits into one. The planner counts pages: contents put elsewhere cost nothing in its
-- eyes, and it would read all of them one after the other where the index names a few.
ALTER TABLE post_search ALTER COLUMN content SET STORAGE MAIN;

-- The extension may be there already, in whatever schema another user of this database put it into.
DO $$
DECLARE
    home text;
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    SELECT n.nspname INTO STRICT home
    FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_trgm';
    EXECUTE format('CREATE INDEX post_search_title ON post_search USING gin (title %I.gin_trgm_ops)', home);
    EXECUTE format('CREATE INDEX post_search_content ON post_search USING gin (content %I.gin_trgm_ops)', home);
    EXECUTE format('CREATE FUNCTION text_similarity(text, text) RETURNS real
                    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN %I.similarity($1, $2)', home);
END;
$$;
