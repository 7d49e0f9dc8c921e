package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A server that goes away for a moment costs an answer or two, and never a wrong one. */
@ExtendWith(OutputCaptureExtension.class)
class OutageJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    /** A projection that met several dead connections waits longer before each attempt, and the next test is not about that. */
    @AfterEach
    void all_projections_run_again() {
        Http admin = anybody.as(Names.unique("admin"), "admin");
        Eventually.allRun(admin);
    }

    @Test
    void cut_database_connections_are_logged_and_replaced(CapturedOutput log) {
        long cut = RunningSystem.cutDatabaseConnections();

        assertThat(cut).isPositive();
        Eventually.see(() -> {
            Answer answer = ada.post(POSTS, Map.of("title", "After the cut"));
            assertThat(answer.status()).isIn(201, 503);
            assertThat(answer.status() == 503 ? answer.header("retry-after") : "1")
                    .isEqualTo("1");
            assertThat(answer.status()).isEqualTo(201);
        });
        seenByTheProjection("After the cut as well");
        // The one that hears of commits is the first to know, and has the others replaced before they are used.
        Eventually.see(
                () -> assertThat(log.getOut()).contains("The connection that hears other nodes on app_log is lost"));
    }

    @Test
    void while_redis_hangs_reads_come_from_the_database_and_afterwards_they_are_not_stale() {
        String post = published("Before");
        assertThat(anybody.get(post).text("title")).isEqualTo("Before");

        RunningSystem.pauseRedis();
        Answer during = anybody.get(post);
        assertThat(during.status()).isEqualTo(200);
        assertThat(ada.patch(post, Map.of("title", "After")).status()).isEqualTo(200);
        Eventually.see(() -> assertThat(anybody.get(post).text("title")).isEqualTo("After"));

        Eventually.see(
                () -> assertThat(RunningSystem.bean(StringRedisTemplate.class).hasKey("anything"))
                        .isFalse());
        for (int n = 0; n < 20; n++) {
            assertThat(anybody.get(post).text("title")).isEqualTo("After");
        }
    }

    private void seenByTheProjection(String title) {
        Answer created = ada.post(POSTS, Map.of("title", title));
        // A processor that was cut in the middle of something looks for its segment every second.
        Eventually.see(
                Duration.ofSeconds(20),
                () -> assertThat(ada.get(POSTS + "/" + created.text("id")).text("title"))
                        .isEqualTo(title));
    }

    private String published(String title) {
        String post = POSTS + "/" + ada.post(POSTS, Map.of("title", title)).text("id");
        ada.post(post + "/publish", null);
        Eventually.see(() -> assertThat(anybody.get(post).status()).isEqualTo(200));
        return post;
    }
}
