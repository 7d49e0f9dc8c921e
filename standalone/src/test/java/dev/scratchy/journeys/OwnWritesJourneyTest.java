package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.consistency.ConsistencyTokens;
import dev.scratchy.shared.eventlog.PostgresEventStorageEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever brings the token of a command sees what it did, in whatever they ask, or is told that it is not there yet. */
class OwnWritesJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String TOKEN = "consistency-token";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @Test
    void every_command_is_answered_with_a_token_with_which_every_query_shows_what_it_did() {
        Answer begun = ada.post(POSTS, Map.of("title", "Own writes", "tags", List.of(Names.unique("own"))));
        String id = begun.text("id");
        String post = POSTS + "/" + id;
        assertThat(ada.get(post, with(token(begun))).text("title")).isEqualTo("Own writes");
        assertThat(ada.get(POSTS + "?status=draft", with(token(begun))).raw().body())
                .contains(id);

        String published = token(ada.post(post + "/publish", null));
        assertThat(anybody.get(post, with(published)).text("status")).isEqualTo("published");
        assertThat(anybody.get(POSTS, with(published)).raw().body()).contains(id);
        assertThat(anybody.get("/api/v1/users/" + ada.userId() + "/posts", with(published))
                        .raw()
                        .body())
                .contains(id);

        String renamed = token(ada.patch(post, Map.of("title", "Findable " + id)));
        assertThat(anybody.get("/api/v1/search?q=Findable+" + id, with(renamed))
                        .data()
                        .size())
                .isEqualTo(1);

        Answer commented = admin.post(post + "/comments", Map.of("content", "First"));
        assertThat(anybody.get(post, with(token(commented)))
                        .data()
                        .path("commentCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(anybody.get(post + "/comments", with(token(commented))).raw().body())
                .contains("First");
        assertThat(anybody.get("/api/v1/comments/" + commented.text("id"), with(token(commented)))
                        .status())
                .isEqualTo(200);
        assertThat(ada.get("/api/v1/me/notifications?unread=true", with(token(commented)))
                        .raw()
                        .body())
                .contains(commented.text("id"));

        String read = token(ada.post("/api/v1/notifications/read-all", null));
        assertThat(ada.get("/api/v1/me/notifications?unread=true", with(read))
                        .data()
                        .size())
                .isZero();

        String followed = token(admin.put("/api/v1/users/" + ada.userId() + "/follow", null));
        assertThat(anybody.get("/api/v1/users/" + ada.userId() + "/followers", with(followed))
                        .raw()
                        .body())
                .contains(admin.userId());
        assertThat(admin.get("/api/v1/me/feed", with(followed)).raw().body()).contains(id);

        String deleted = token(ada.delete(post));
        assertThat(anybody.get(post, with(deleted)).status()).isEqualTo(404);
        assertThat(anybody.get(POSTS, with(deleted)).raw().body()).doesNotContain(id);
    }

    @Test
    void a_wish_for_what_is_so_already_has_a_token_too() {
        String post = POSTS + "/" + ada.draft("Twice published");
        ada.post(post + "/publish", null);

        Answer again = ada.post(post + "/publish", null);

        assertThat(anybody.get(post, with(token(again))).text("status")).isEqualTo("published");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                "4711",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAEAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "//////////////////////",
                "AAAA AAAA",
                "'; DROP TABLE post; --"
            })
    void a_token_that_nobody_gave_out_is_refused_at_once(String forged) {
        Instant begin = Instant.now();

        Answer answer = anybody.get(POSTS, TOKEN, forged, "prefer", "wait=10");

        assertThat(answer.status() + " " + answer.code()).isEqualTo("400 INVALID_CONSISTENCY_TOKEN");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_token_of_another_log_or_of_what_is_not_written_is_refused_at_once() {
        long last = RunningSystem.bean(PostgresEventStorageEngine.class).lastPosition();
        String elsewhere = new ConsistencyTokens(new byte[32]).of(last);
        String later = RunningSystem.bean(ConsistencyTokens.class).of(last + 1_000_000);
        Instant begin = Instant.now();

        for (String token : List.of(elsewhere, later)) {
            Answer answer = anybody.get(POSTS, TOKEN, token, "prefer", "wait=10");
            assertThat(answer.status() + " " + answer.code()).isEqualTo("400 INVALID_CONSISTENCY_TOKEN");
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_view_that_does_not_come_so_far_is_waited_for_as_long_as_is_wanted_and_the_others_are_not_waited_for() {
        whileWaiting("post_search", () -> {
            String token = token(ada.post(POSTS, Map.of("title", "Not to be found yet")));

            Answer impatient = ada.get("/api/v1/search?q=found", TOKEN, token, "prefer", "wait=0");
            assertThat(impatient.status() + " " + impatient.code()).isEqualTo("503 PROJECTION_BEHIND");
            assertThat(impatient.header("retry-after")).isEqualTo("1");
            assertWaited(impatient, 0);

            Instant begin = Instant.now();
            Answer patient = ada.get("/api/v1/search?q=found", TOKEN, token, "prefer", "respond-async, wait=1");
            assertThat(patient.code()).isEqualTo("PROJECTION_BEHIND");
            assertWaited(patient, 1);
            assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

            begin = Instant.now();
            Answer usual = ada.get("/api/v1/search?q=found", TOKEN, token);
            assertThat(usual.code()).isEqualTo("PROJECTION_BEHIND");
            assertWaited(usual, 2);
            assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));

            assertThat(ada.get(POSTS + "?status=draft", TOKEN, token, "prefer", "wait=0")
                            .status())
                    .isIn(200, 503);
            assertThat(ada.get(POSTS + "?status=draft", with(token)).status()).isEqualTo(200);
            assertThat(ada.get("/api/v1/search?q=found").status()).isEqualTo(200);
            return token;
        });
    }

    @Test
    void many_may_wait_and_hold_no_connection_meanwhile_and_are_let_go_together() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> waiting = whileWaiting("post_search", () -> {
                String token = token(ada.post(POSTS, Map.of("title", "Waited for by many")));
                List<Future<Answer>> begun = IntStream.range(0, 200)
                        .mapToObj(n -> threads.submit(
                                () -> ada.get("/api/v1/search?q=waited+for+by", TOKEN, token, "prefer", "wait=10")))
                        .toList();
                // As many as fill the pool ten times; and still most of it is free, and a query is answered.
                HikariDataSource pool = RunningSystem.bean(HikariDataSource.class);
                Eventually.see(() -> {
                    assertThat(pool.getHikariPoolMXBean().getThreadsAwaitingConnection())
                            .isZero();
                    assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                            .isLessThan(pool.getMaximumPoolSize() / 2);
                });
                assertThat(ada.get(POSTS + "?status=draft").status()).isEqualTo(200);
                assertThat(begun).noneMatch(Future::isDone);
                return begun;
            });

            for (Future<Answer> answer : waiting) {
                assertThat(answer.get().status()).isEqualTo(200);
                assertThat(answer.get().data().size()).isPositive();
            }
        }
    }

    /** Headers: patient, because a test machine may stall. */
    private static String[] with(String token) {
        return new String[] {TOKEN, token, "prefer", "wait=10"};
    }

    private static void assertWaited(Answer answer, int seconds) {
        assertThat(answer.json().path("detail").asString()).endsWith(" in " + seconds + " s.");
    }

    private static String token(Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isIn(200, 201);
        String token = answer.header(TOKEN);
        assertThat(token).hasSize(22);
        return token;
    }

    /** Keeps a table's view from being written while something is done. */
    private <T> T whileWaiting(String table, Callable<T> what) {
        var transactions = new TransactionTemplate(RunningSystem.bean(PlatformTransactionManager.class));
        return Objects.requireNonNull(transactions.execute(held -> {
            jdbc.sql("LOCK TABLE " + table + " IN SHARE MODE").update();
            try {
                return what.call();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }));
    }
}
