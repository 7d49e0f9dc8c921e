package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each projection goes at its own pace, so a post or a comment may be there before its author is. */
class LateAuthorJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);

    @AfterEach
    void let_users_go_on() {
        jdbc.sql("ALTER TABLE user_account DROP CONSTRAINT IF EXISTS nobody_unborn")
                .update();
    }

    @Test
    void whoever_is_late_is_shown_as_soon_as_they_are_there() {
        jdbc.sql("ALTER TABLE user_account ADD CONSTRAINT nobody_unborn CHECK (username NOT LIKE 'unborn-%')")
                .update();
        Http late = anybody.as(Names.unique("unborn"), "author");
        String tag = Names.unique("early");
        String post = late.published(tag, "With words.", tag);
        late.comment(post, "First");
        List<String> paths = List.of(
                POSTS + "/" + post + "?include=author",
                POSTS + "/by-slug/" + tag + "?include=author,comments",
                POSTS + "?tag=" + tag + "&include=author,comments",
                POSTS + "/" + post + "/comments");
        Eventually.see(() -> assertThat(anybody.get(POSTS + "/" + post)
                        .data()
                        .path("commentCount")
                        .asInt())
                .isEqualTo(1));
        paths.forEach(path -> assertThat(anybody.get(path).raw().body()).doesNotContain("username"));

        let_users_go_on();

        Eventually.see(
                Duration.ofSeconds(60),
                () -> assertThat(anybody.get("/api/v1/users/" + late.userId()).status())
                        .isEqualTo(200));
        Eventually.see(() -> paths.forEach(
                path -> assertThat(anybody.get(path).raw().body()).as(path).contains("username")));
    }
}
