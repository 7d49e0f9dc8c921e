package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replays while the views are read and written: nobody notices, and they can end at any time without a trace. */
class LiveReplayJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String ADMIN = "/api/v1/admin/";
    private static final int WRITTEN = 40;

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @Test
    void readers_and_writers_go_on_and_see_old_or_new_and_never_less() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("Seed of the load: " + seed);
        List<String> posts = new ArrayList<>();
        for (int n = 0; n < WRITTEN; n++) {
            posts.add(ada.published("Live " + n, "Content", "live", "tag" + n % 3));
        }
        Eventually.caughtUp(admin);
        var enough = new AtomicBoolean();
        var faults = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> load = List.of(
                    threads.submit(() -> write(posts, new Random(seed), enough, faults)),
                    threads.submit(() -> write(posts, new Random(seed + 1), enough, faults)),
                    threads.submit(() -> readOverHttp(posts, enough, faults)),
                    threads.submit(() -> readTables(enough, faults)),
                    threads.submit(() -> readTables(enough, faults)));
            try {
                for (int round = 0; round < 3; round++) {
                    List<String> replays = ViewContents.projections().stream()
                            .map(name -> started(name).header("location"))
                            .toList();
                    replays.forEach(this::completed);
                }
            } finally {
                // Who reads and writes is waited for, whatever was found.
                enough.set(true);
            }
            for (Future<?> each : load) {
                each.get();
            }
        }
        assertThat(faults).as("Seed %d", seed).isEmpty();

        Eventually.caughtUp(admin);
        for (String projection : ViewContents.projections()) {
            Map<String, String> live = ViewContents.of(projection);
            completed(started(projection).header("location"));
            assertThat(ViewContents.of(projection)).isEqualTo(live);
        }
        Eventually.see(() -> assertThat(ViewContents.leftOver()).isEmpty());
    }

    @Test
    void what_a_reader_holds_is_waited_for_and_a_cancelled_replay_leaves_nothing() throws Exception {
        ada.published("Held");
        Eventually.caughtUp(admin);
        Map<String, String> before = ViewContents.of("posts");
        String replay;
        try (Connection reader = ViewContents.held("post")) {
            replay = started("posts").header("location");
            Eventually.see(
                    Eventually.A_REPLAY,
                    () -> assertThat(admin.get(replay).text("error")).contains("reads the tables"));
            assertThat(admin.get(replay).data().path("percent").asInt()).isEqualTo(99);
            assertThat(admin.post(ADMIN + "projections/posts/replay", null).code())
                    .isEqualTo("REPLAY_RUNNING");
            // Who comes now is let through, and so is who writes.
            String meanwhile = ada.published("Meanwhile");
            Eventually.see(() ->
                    assertThat(anybody.get(POSTS + "/" + meanwhile).status()).isEqualTo(200));
            assertThat(ada.delete(POSTS + "/" + meanwhile).status()).isEqualTo(200);

            assertThat(admin.delete(replay).status()).isEqualTo(202);
            Eventually.see(() -> assertThat(admin.get(replay).text("state")).isEqualTo("cancelled"));
            reader.rollback();
        }
        assertThat(ViewContents.leftOver()).isEmpty();
        Eventually.caughtUp(admin);
        assertThat(ViewContents.of("posts")).isEqualTo(before);
        assertThat(admin.delete(replay).status()).isEqualTo(202);
        String next = started("posts").header("location");
        completed(next);
        assertThat(admin.delete(next).code()).isEqualTo("INVALID_STATE");
        assertThat(admin.get(ADMIN + "replays?projection=posts")
                        .data()
                        .path(0)
                        .path("state")
                        .asString())
                .isEqualTo("completed");
    }

    /** As a handler would that cannot digest an event. */
    @Test
    void one_that_fails_says_so_and_leaves_nothing() {
        ada.published("Undigestible");
        Eventually.caughtUp(admin);
        Map<String, String> before = ViewContents.of("search");
        jdbc.sql("ALTER TABLE post_search ADD CONSTRAINT digestible CHECK (title <> 'undigestible') NOT VALID")
                .update();
        try {
            String replay = started("search").header("location");
            Answer failed = Eventually.ended(admin, replay);
            assertThat(failed.text("state")).isEqualTo("failed");
            assertThat(failed.text("error")).matches("DataIntegrityViolationException at position \\d+");
        } finally {
            jdbc.sql("ALTER TABLE post_search DROP CONSTRAINT digestible").update();
        }
        assertThat(ViewContents.leftOver()).isEmpty();
        assertThat(ViewContents.of("search")).isEqualTo(before);
    }

    /** It would show the former tables for ever. */
    @Test
    void what_reads_the_tables_by_itself_is_no_victim() {
        jdbc.sql("CREATE VIEW app.report AS SELECT count(*) AS users FROM user_account")
                .update();
        try {
            Answer refused = admin.post(ADMIN + "projections/users/replay", null);
            assertThat(refused.code()).isEqualTo("INVALID_STATE");
            assertThat(refused.json().path("detail").asString()).contains("report");
        } finally {
            jdbc.sql("DROP VIEW app.report").update();
        }
    }

    @Test
    void the_new_tables_have_everything_that_the_others_had() {
        List<String> before = shape();
        jdbc.sql("GRANT SELECT ON post TO pg_monitor").update();
        List<String> granted = shape();
        assertThat(granted).isNotEqualTo(before);

        for (String projection : ViewContents.projections()) {
            completed(started(projection).header("location"));
        }

        assertThat(shape()).isEqualTo(granted);
        jdbc.sql("REVOKE SELECT ON post FROM pg_monitor").update();
    }

    /** Columns, constraints, indexes, triggers, settings and privileges. */
    private List<String> shape() {
        return jdbc.sql("""
                        SELECT item
                        FROM pg_class AS c, LATERAL (
                            SELECT concat_ws(' ', 'column', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                a.attstorage, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) AS item
                            FROM pg_attribute AS a
                            LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
                            WHERE a.attrelid = c.oid AND a.attnum > 0
                            UNION ALL
                            SELECT concat_ws(' ', 'constraint', k.conname, pg_get_constraintdef(k.oid))
                            FROM pg_constraint AS k
                            WHERE k.conrelid = c.oid
                            UNION ALL
                            SELECT pg_get_indexdef(i.indexrelid) FROM pg_index AS i WHERE i.indrelid = c.oid
                            UNION ALL
                            SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t WHERE t.tgrelid = c.oid
                            UNION ALL
                            SELECT concat_ws(' ', 'table', c.relname, c.reloptions,
                                (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(c.relacl) AS a
                                 WHERE a::text NOT LIKE pg_get_userbyid(c.relowner) || '=%'))) AS items
                        WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r'
                        ORDER BY item
                        """).query((row, number) -> row.getString(1)).list();
    }

    private void write(List<String> posts, Random random, AtomicBoolean enough, ConcurrentLinkedQueue<String> faults) {
        for (int n = 0; !enough.get(); n++) {
            String post = POSTS + "/" + posts.get(random.nextInt(posts.size()));
            Answer answer = n % 5 == 0
                    ? ada.put(post + "/tags/extra", null)
                    : ada.patch(post, Map.of("content", "Version " + n + " of " + random.nextInt()));
            // A tag that is there already, or one too many, is no fault of a replay.
            if (answer.status() >= 500) {
                faults.add("Write: " + answer.status() + " " + answer.raw().body());
            }
        }
    }

    private void readOverHttp(List<String> posts, AtomicBoolean enough, ConcurrentLinkedQueue<String> faults) {
        while (!enough.get()) {
            String post = posts.get(ThreadLocalRandom.current().nextInt(posts.size()));
            Answer one = anybody.get(POSTS + "/" + post + "?include=author,comments");
            if (one.status() != 200 || one.data().path("author").path("id").isMissingNode()) {
                faults.add("Post: " + one.status() + " " + one.raw().body());
            }
            Answer list = anybody.get(POSTS + "?tag=live&author=" + ada.userId());
            if (list.status() != 200
                    || list.json().path("meta").path("total").asInt() != WRITTEN
                    || list.data().size() == 0) {
                faults.add("List: " + list.status() + " " + list.raw().body());
            }
        }
    }

    /** Without any cache: what a statement sees is whole, and the versions only grow. */
    private void readTables(AtomicBoolean enough, ConcurrentLinkedQueue<String> faults) {
        long last = 0;
        while (!enough.get()) {
            List<Long> seen = jdbc.sql("""
                            SELECT count(*) AS posts, sum(version) AS versions,
                                (SELECT posts FROM post_count WHERE author_id = :author AND status = 'published' AND tag = '') AS counted,
                                (SELECT count(*) FROM post_tag WHERE author_id = :author AND tag = 'live') AS tagged,
                                (SELECT count(*) FROM post_search AS s JOIN post AS p ON p.id = s.post_id WHERE p.author_id = :author) AS found,
                                (SELECT count(*) FROM user_account WHERE id = :author) AS authors
                            FROM post
                            WHERE author_id = :author
                            """)
                    .param("author", ada.userId())
                    .query((row, number) -> List.of(
                            row.getLong("posts"),
                            row.getLong("counted"),
                            row.getLong("tagged"),
                            row.getLong("found"),
                            row.getLong("authors") * WRITTEN,
                            row.getLong("versions")))
                    .single();
            if (!seen.subList(0, 5).stream().allMatch(number -> number == WRITTEN)) {
                faults.add("Tables: " + seen);
            }
            if (seen.getLast() < last) {
                faults.add("Versions from " + last + " back to " + seen.getLast());
            }
            last = seen.getLast();
        }
    }

    private Answer started(String projection) {
        Answer begun = admin.post(ADMIN + "projections/" + projection + "/replay", null);
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(202);
        return begun;
    }

    private void completed(String replay) {
        List<Integer> percents = new ArrayList<>();
        Eventually.see(Eventually.A_REPLAY, () -> {
            Answer progress = admin.get(replay);
            percents.add(progress.data().path("percent").asInt());
            assertThat(progress.text("state")).isEqualTo("completed");
        });
        assertThat(percents).isSorted().endsWith(100);
    }
}
