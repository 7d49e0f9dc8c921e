package dev.scratchy.benchmarks;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills a system's log by SQL: a hundred thousand commands would take minutes, and it is the reading that is measured. What the
 * tables get is folded from these events by the projections, like from any others. Everything is made from numbers, so two runs
 * have the same posts.
 */
final class LogTables {

    private static final int AUTHORS = 10;

    /** See {@link #edited}. */
    private static final int EVENTS_OF_TEN_POSTS = 44;

    /** A ULID: of 26 characters four and a letter say that it is ours, the others are a number. */
    private static final String ULID = "'01JZ%s' || lpad(upper(to_hex(%s)), 21, '0')";

    private static final String EVENT = """
            INSERT INTO domain_event
                (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata)
            """;

    private static final String USERS = EVENT + """
            SELECT gen_random_uuid(), id, 0, 'User', timestamptz '2026-01-01Z', 'UserRegistered', '1',
                json_build_object('userId', id, 'username', 'user-' || n, 'displayName', 'User ' || n), '{}'
            FROM generate_series(0, CAST(:users AS integer) - 1) AS n
            CROSS JOIN LATERAL (SELECT %s AS id) AS named
            ORDER BY n
            """.formatted(ULID.formatted("A", "n"));

    /** Each in the first second of a minute of its own, so that they are in one order; a tenth is each author's. */
    private static final String POSTS = EVENT + """
            SELECT gen_random_uuid(), post.id, event.number, 'Post', post.at, event.name, '1', event.payload, '{}'
            FROM (%%s) AS post
            CROSS JOIN LATERAL (VALUES
                (0, 'PostCreated', json_build_object('postId', post.id, 'authorId', %s, 'title', post.title,
                    'slug', 'post-' || post.n, 'content', post.content, 'tags', post.tags)),
                (1, 'PostPublished', json_build_object('postId', post.id,
                    'publishedAt', to_char(post.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))))
                AS event (number, name, payload)
            ORDER BY post.n, event.number
            """.formatted(ULID.formatted("A", "mod(post.n, 10)"));

    /** The columns that all posts have in common. */
    private static final String NUMBERED =
            "n, " + ULID.formatted("P", "n") + " AS id, timestamptz '2026-01-01Z' + n * interval '1 minute' AS at";

    /** A note of 1,000 characters. Of the tags, one is on every second post, one on 20, one on the oldest tenth, one on each fiftieth. */
    private static final String NOTES = POSTS.formatted("""
            SELECT %s, 'A note with the number ' || n AS title,
                repeat('A backend keeps each event that it was told of. ', 21) AS content,
                array_remove(ARRAY[
                    CASE WHEN mod(n, 2) = 0 THEN 'frequent' END,
                    CASE WHEN mod(n, CAST(:posts AS integer) / 20) = 7 THEN 'rare' END,
                    CASE WHEN n < CAST(:posts AS integer) / 10 THEN 'old' END,
                    'topic-' || mod(n, 50)], NULL) AS tags
            FROM generate_series(0, CAST(:posts AS integer) - 1) AS n
            """.formatted(NUMBERED));

    /**
     * Posts as they are edited, one a minute: created with 1 KB, published but for a tenth, tagged, given another title after an
     * hour, and every second one another content after seven. So the events of different posts lie between each other.
     */
    private static final String EDITED = EVENT + """
            SELECT gen_random_uuid(), id, row_number() OVER (PARTITION BY n ORDER BY later) - 1, 'Post', at + later * interval '1 minute',
                name, '1', payload, json_build_object('userId', author, 'correlationId', gen_random_uuid())
            FROM (SELECT %s, %s AS author FROM generate_series(0, CAST(:posts AS integer) - 1) AS n) AS post
            CROSS JOIN LATERAL (VALUES
                (0, TRUE, 'PostCreated', json_build_object('postId', id, 'authorId', author, 'title', 'A post with the number ' || n,
                    'slug', 'post-' || n, 'content', repeat('A backend keeps each event that it was told of. ', 21),
                    'tags', ARRAY['edited', 'topic-' || mod(n, 50)])),
                (3, mod(n, 10) <> 0, 'PostPublished', json_build_object('postId', id,
                    'publishedAt', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))),
                (20, TRUE, 'PostTagged', json_build_object('postId', id, 'tag', 'later-' || mod(n, 20))),
                (60, TRUE, 'PostUpdated', json_build_object('postId', id, 'title', 'A better title for number ' || n)),
                (420, mod(n, 2) = 1, 'PostUpdated', json_build_object('postId', id,
                    'content', repeat('What it was told of a backend does not forget. ', 21) || n)))
                AS event (later, happens, name, payload)
            WHERE happens
            ORDER BY at + later * interval '1 minute', n
            """.formatted(NUMBERED, ULID.formatted("A", "mod(n, 10)"));

    private static final String COMMENTS = EVENT
            + """
            SELECT gen_random_uuid(), id, 0, 'Comment', timestamptz '2026-12-01Z' + n * interval '1 second', 'CommentAdded', '1',
                json_build_object('commentId', id, 'postId', %s, 'authorId', %s, 'content', 'A comment with the number ' || n), '{}'
            FROM generate_series(0, CAST(:posts AS integer) * CAST(:each AS integer) - 1) AS n
            CROSS JOIN LATERAL (SELECT %s AS id) AS named
            ORDER BY n
            """.formatted(
                            ULID.formatted("P", "mod(n, CAST(:posts AS integer))"),
                            ULID.formatted("A", "mod(n * CAST(7919 AS bigint), :users)"),
                            ULID.formatted("C", "n"));

    /** Paragraphs drawn by a hash, cut to 1,800 to 5,400 characters; each ten-thousandth post, and at least one, has the phrase. */
    private static final String TEXTS = POSTS.formatted("""
            SELECT %s, titles.title || ' ' || n AS title,
                left(drawn.content, CAST(1800 + mod(n * CAST(7919 AS bigint), 3600) AS integer))
                    || CASE WHEN mod(n, 10000) = 77 THEN :phrase ELSE '' END AS content,
                ARRAY['text'] AS tags
            FROM generate_series(0, CAST(:posts AS integer) - 1) AS n
            JOIN unnest(CAST(:titles AS text[])) WITH ORDINALITY AS titles (title, number)
                ON titles.number = mod(n, cardinality(CAST(:titles AS text[]))) + 1
            CROSS JOIN LATERAL (
                SELECT string_agg((CAST(:paragraphs AS text[]))[
                    1 + mod(hashint8extended(n * 64 + i, 42) & 2147483647, cardinality(CAST(:paragraphs AS text[])))], E'\\n\\n') AS content
                FROM generate_series(1, 40) AS i) AS drawn
            """.formatted(NUMBERED));

    private static final String FOLLOWERS = EVENT + """
            SELECT gen_random_uuid(), id, 0, 'User', timestamptz '2026-01-01Z', 'UserFollowed', '1',
                json_build_object('userId', id, 'followedId', %s), '{}'
            FROM generate_series(1, :followers) AS n
            CROSS JOIN LATERAL (SELECT %s AS id) AS named
            ORDER BY n
            """.formatted(ULID.formatted("A", "0"), ULID.formatted("F", "n"));

    private static final String DRAFTS = EVENT + """
            SELECT gen_random_uuid(), id, 0, 'Post', now(), 'PostCreated', '1',
                json_build_object('postId', id, 'authorId', %s, 'title', 'Draft', 'slug', 'draft-' || n, 'content', '', 'tags', CAST('{}' AS text[])), '{}'
            FROM generate_series(0, CAST(:posts AS integer) - 1) AS n
            CROSS JOIN LATERAL (SELECT %s AS id) AS named
            ORDER BY n
            """.formatted(ULID.formatted("A", "0"), ULID.formatted("P", "n"));

    private static final String PUBLISH = EVENT + """
            SELECT gen_random_uuid(), id, 1, 'Post', now(), 'PostPublished', '1',
                json_build_object('postId', id, 'publishedAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')), '{}'
            FROM (SELECT %s AS id) AS named
            """.formatted(ULID.formatted("P", "CAST(:post AS integer)"));

    private final JdbcClient jdbc;

    LogTables(RunningSystem system) {
        this.jdbc = system.bean(JdbcClient.class);
    }

    /** The id that {@code PUBLISH} and the others give to what they number, the kind being A for a user and P for a post. */
    static String id(char kind, int number) {
        return "01JZ" + kind + "%021X".formatted(number);
    }

    void users(int users) {
        jdbc.sql(USERS).param("users", users).update();
    }

    /** Published posts of the first ten users. */
    void notes(int posts) {
        jdbc.sql(NOTES).param("posts", posts).update();
    }

    /** Posts of the first ten users, each with 4.4 events on average. */
    void edited(int posts) {
        jdbc.sql(EDITED).param("posts", posts).update();
    }

    /** Of ten users, so many events of posts at least. */
    void eventsOfPosts(int events) {
        users(AUTHORS);
        edited(Math.ceilDiv(events * 10, EVENTS_OF_TEN_POSTS));
    }

    /** By all users in turn. */
    void comments(int posts, int each, int users) {
        jdbc.sql(COMMENTS)
                .param("posts", posts)
                .param("each", each)
                .param("users", users)
                .update();
    }

    /** Published posts mixed from paragraphs, a few of them with a phrase that no other one has. */
    void texts(int posts, List<String> titles, List<String> paragraphs, String phrase) {
        jdbc.sql(TEXTS)
                .param("posts", posts)
                .param("titles", titles.toArray(String[]::new))
                .param("paragraphs", paragraphs.toArray(String[]::new))
                .param("phrase", phrase)
                .update();
    }

    /** Of the first user. */
    void followers(int followers) {
        jdbc.sql(FOLLOWERS).param("followers", followers).update();
    }

    /** Of the first user. */
    void drafts(int posts) {
        jdbc.sql(DRAFTS).param("posts", posts).update();
    }

    /** The draft with this number. */
    void publish(int post) {
        jdbc.sql(PUBLISH).param("post", post).update();
    }
}
