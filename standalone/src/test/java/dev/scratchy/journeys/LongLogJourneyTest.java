package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What takes a log with many events or large ones. On a system of its own, or every replay of the others would read them all. */
@TestInstance(Lifecycle.PER_CLASS)
class LongLogJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String EVENTS = "/api/v1/admin/events";

    private final OwnSystem system = new OwnSystem();
    private SingleConnectionDataSource connection;
    private JdbcClient jdbc;
    private Http anybody;
    private Http admin;
    private Http ada;

    @BeforeAll
    @SuppressWarnings("NullAway") // what a test begins with
    void start() throws SQLException {
        anybody = system.start();
        admin = anybody.as("admin", "admin");
        ada = anybody.as("ada", "author");
        connection = new SingleConnectionDataSource(system.connect("scratchy"), true);
        jdbc = JdbcClient.create(connection);
    }

    @AfterAll
    void stop() {
        connection.destroy();
        system.close();
    }

    @Test
    void a_walk_over_ten_thousand_posts_misses_and_repeats_none_while_others_are_published() throws Exception {
        List<String> before = manyPosts(10_000);
        Eventually.caughtUp(admin);
        AtomicBoolean walked = new AtomicBoolean();
        AtomicBoolean published = new AtomicBoolean();
        Thread publisher = Thread.startVirtualThread(() -> {
            for (int number = 0; !walked.get(); number++) {
                ada.published("Meanwhile " + number);
                published.set(true);
            }
        });
        Eventually.see(() -> assertThat(published).isTrue());

        List<String> seen;
        try {
            seen = ListJourneyTest.walk(anybody, POSTS + "?limit=100");
        } finally {
            walked.set(true);
            publisher.join();
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
    }

    /** Put into the log as commands would have, which takes a second instead of a minute. */
    private List<String> manyPosts(int number) {
        List<String> ids =
                jdbc
                        .sql("""
                        SELECT '0' || upper(lpad(to_hex(n), 5, '0')) || upper(left(md5(:run || n), 20))
                        FROM generate_series(1, :number) AS n
                        """)
                        .param("run", Names.unique("run"))
                        .param("number", number)
                        .query(String.class)
                        .list()
                        .stream()
                        .map(String::valueOf)
                        .toList();
        jdbc.sql("""
                        INSERT INTO app_log.domain_event (
                            event_id, aggregate_id, sequence_number, aggregate_type, recorded_at, payload_type, payload_revision, payload, metadata)
                        SELECT id || '-' || sequence, id, sequence, 'Post', clock_timestamp(), type, '1', payload, '{}'
                        FROM unnest(CAST(:ids AS text[])) WITH ORDINALITY AS post (id, n)
                        CROSS JOIN LATERAL (VALUES
                            (0, 'PostCreated', json_build_object('postId', id, 'authorId', CAST(:author AS text),
                                'title', 'Walked ' || n, 'slug', lower(id), 'content', '', 'tags', json_build_array())),
                            (1, 'PostPublished', json_build_object('postId', id,
                                'publishedAt', to_char(timestamp '2020-01-01' + n % 50 * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
                            ) AS event (sequence, type, payload)
                        ORDER BY n, sequence
                        """)
                .param("ids", ids.toArray(String[]::new))
                .param("author", ada.userId())
                .update();
        return ids;
    }

    @Test
    void one_type_among_many_others_is_found_without_looking_at_all_of_them() {
        String id = ada.draft("A long log");
        long from = position(id);
        ada.put(POSTS + "/" + id + "/tags/t", null);
        Stored.append(jdbc, id, 2, 10_100);
        String rare = ada.published("Rare");

        Answer first = admin.get(EVENTS + "?type=PostPublished&after=" + from);
        long next = first.json().path("meta").path("next").asLong();
        Answer second = admin.get(EVENTS + "?type=PostPublished&after=" + next);

        assertThat(first.data()).isEmpty();
        assertThat(next).isEqualTo(from + 10_000);
        assertThat(second.data().get(0).path("position").asLong()).isEqualTo(position(rare));
    }

    @Test
    void an_answer_ends_with_its_eighth_megabyte() {
        long before = position(ada.draft("Before"));
        for (int large = 0; large < 10; large++) {
            ada.draft("Large", "x".repeat(1 << 20));
        }

        Answer part = admin.get(EVENTS + "?type=PostCreated&after=" + before);

        assertThat(part.data()).hasSize(8);
        assertThat(part.json().path("meta").path("next").asLong())
                .isEqualTo(part.data().get(7).path("position").asLong());
    }

    /** Of the last event of a post. */
    private long position(String post) {
        return admin.get(EVENTS + "?aggregate=" + post)
                .data()
                .valueStream()
                .reduce((one, later) -> later)
                .orElseThrow()
                .path("position")
                .asLong();
    }
}
