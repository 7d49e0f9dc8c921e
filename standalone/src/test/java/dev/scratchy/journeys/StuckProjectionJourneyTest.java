package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A projection whose tables are not right cannot write any event; it puts none aside for that, says so, serves what it has, and goes on by itself when it can. */
class StuckProjectionJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @AfterEach
    void let_it_go_on() {
        jdbc.sql("ALTER TABLE IF EXISTS post_tag_elsewhere RENAME TO post_tag").update();
    }

    @Test
    void it_is_seen_to_fail_until_it_does_not_any_more() {
        String post = POSTS + "/" + ada.post(POSTS, Map.of("title", "Before")).text("id");
        Eventually.see(() -> assertThat(ada.get(post).text("title")).isEqualTo("Before"));
        Eventually.see(() -> assertThat(projection().path("lag").asLong()).isZero());
        jdbc.sql("ALTER TABLE post_tag RENAME TO post_tag_elsewhere").update();

        ada.patch(post, Map.of("title", "After"));

        Eventually.see(() -> {
            assertThat(projection().path("state").asString()).isEqualTo("failing");
            assertThat(projection().path("error").asString("")).isEqualTo("BadSqlGrammarException");
        });
        assertThat(projection().path("lag").asLong()).isEqualTo(1);
        assertThat(ada.get(post).text("title")).isEqualTo("Before");
        assertThat(projection().path("deadLetters").asLong()).isZero();

        let_it_go_on();
        Eventually.see(Duration.ofSeconds(60), () -> {
            assertThat(ada.get(post).text("title")).isEqualTo("After");
            assertThat(projection().path("state").asString()).isEqualTo("running");
            assertThat(projection().path("lag").asLong()).isZero();
        });
    }

    private JsonNode projection() {
        return admin.get("/api/v1/admin/projections").data().values().stream()
                .filter(projection -> projection.path("name").asString().equals("posts"))
                .findFirst()
                .orElseThrow();
    }
}
