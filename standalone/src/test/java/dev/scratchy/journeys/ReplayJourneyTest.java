package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReplayJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String REPLAY = "/api/v1/admin/projections/posts/replay";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    @Test
    void a_lost_view_is_folded_anew_to_the_last_byte() {
        List<String> posts = postsWithAPast();
        Eventually.caughtUp(admin);
        List<String> before = answers(posts);

        RunningSystem.bean(JdbcClient.class)
                .sql("TRUNCATE post, post_former_slug")
                .update();
        Answer begun = admin.post(REPLAY, null);
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.data().path("percent").asInt(-1)).isZero();
        List<Integer> percents = percentsUntilCompleted(begun.header("location"));

        assertThat(percents).isSorted().endsWith(100);
        assertThat(answers(posts)).isEqualTo(before);
    }

    @Test
    void of_two_replays_at_once_the_second_is_refused() throws SQLException {
        Answer first;
        Answer second;
        // Whoever reads the view keeps the first from ending before there is a second.
        try (Connection reader = ViewContents.held("post")) {
            first = admin.post(REPLAY, null);
            second = admin.post(REPLAY, null);
            reader.rollback();
        }
        percentsUntilCompleted(first.header("location"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("REPLAY_RUNNING");
    }

    @Test
    void only_projections_can_be_replayed_and_only_replays_be_asked_for() {
        assertThat(admin.post("/api/v1/admin/projections/nothing/replay", null).code())
                .isEqualTo("NOT_FOUND");
        assertThat(admin.get("/api/v1/admin/replays/01ARZ3NDEKTSV4RRFFQ69G5FAV").code())
                .isEqualTo("NOT_FOUND");
    }

    /** One post for each way of coming to its present state. */
    private List<String> postsWithAPast() {
        List<String> posts = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            posts.add(POSTS + "/"
                    + ada.post(
                                    POSTS,
                                    Map.of("title", "Post " + n, "content", "# Content " + n, "tags", List.of("past")))
                            .text("id"));
        }
        ada.post(posts.get(1) + "/publish", null);
        ada.post(posts.get(2) + "/publish", Map.of("publishedAt", "2019-03-04T05:06:07.123456789Z"));
        ada.patch(posts.get(2), Map.of("title", "Changed", "slug", Names.unique("renamed"), "tags", List.of("a", "b")));
        ada.put(posts.get(2) + "/tags/c", null);
        ada.delete(posts.get(2) + "/tags/a");
        ada.post(posts.get(3) + "/publish", null);
        ada.post(posts.get(3) + "/unpublish", null);
        ada.post(posts.get(4) + "/publish", null);
        ada.post(posts.get(4) + "/archive", null);
        String gone = POSTS + "/" + ada.post(POSTS, Map.of("title", "Gone")).text("id");
        ada.delete(gone);
        posts.add(gone);
        return posts;
    }

    private List<String> answers(List<String> posts) {
        List<String> answers = new ArrayList<>();
        posts.forEach(post -> answers.add(ada.get(post).raw().body()));
        for (String status : List.of("draft", "published", "archived")) {
            answers.add(ada.get(POSTS + "?limit=100&status=" + status).raw().body());
        }
        answers.add(anybody.get("/api/v1/tags").raw().body());
        return answers;
    }

    private List<Integer> percentsUntilCompleted(String replay) {
        List<Integer> percents = new ArrayList<>();
        Eventually.see(Eventually.A_REPLAY, () -> {
            Answer progress = admin.get(replay);
            percents.add(progress.data().path("percent").asInt());
            assertThat(progress.text("state")).isEqualTo("completed");
        });
        return percents;
    }
}
