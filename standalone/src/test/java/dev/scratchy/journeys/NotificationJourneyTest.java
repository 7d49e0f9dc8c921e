package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NotificationJourneyTest {

    private static final String POSTS = "/api/v1/posts/";
    private static final String INBOX = "/api/v1/me/notifications";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http fan = anybody.as(Names.unique("fan"));
    private final Http other = anybody.as(Names.unique("other"));

    @Test
    void a_publication_reaches_followers_once() {
        follow(fan, ada);
        String post = ada.published("News");

        Eventually.caughtUp(admin);
        assertThat(inbox(fan)).hasSize(1);
        JsonNode told = inbox(fan).getFirst();
        assertThat(told.path("kind").asString()).isEqualTo("post_published");
        assertThat(told.path("actor").path("id").asString()).isEqualTo(ada.userId());
        assertThat(told.path("read").asBoolean()).isFalse();

        assertThat(told.path("post").path("title").asString()).isEqualTo("News");

        ada.post(POSTS + post + "/unpublish", null);
        ada.post(POSTS + post + "/publish", null);
        String second = ada.published("More news");
        Eventually.see(() -> assertThat(inbox(fan)).hasSize(2));
        assertThat(inbox(fan))
                .extracting(row -> row.path("postId").asString())
                .as("the latest first, and none twice")
                .containsExactly(second, post);
        assertThat(inbox(other)).isEmpty();
    }

    @Test
    void a_comment_reaches_the_author_but_not_of_an_own_one() {
        String post = ada.published("Discuss");
        ada.comment(post, "I begin");
        String comment = other.comment(post, "I answer");

        Eventually.see(() -> assertThat(inbox(ada)).hasSize(1));
        JsonNode told = inbox(ada).getFirst();
        assertThat(told.path("kind").asString()).isEqualTo("comment_added");
        assertThat(told.path("commentId").asString()).isEqualTo(comment);
        assertThat(told.path("actorId").asString()).isEqualTo(other.userId());

        other.delete("/api/v1/comments/" + comment);
        Eventually.see(() -> assertThat(inbox(ada)).isEmpty());
    }

    @Test
    void what_was_read_stays_read_through_a_replay_which_makes_the_same_rows() {
        follow(fan, ada);
        ada.published("One");
        ada.published("Two");
        Eventually.see(() -> assertThat(inbox(fan)).hasSize(2));
        ada.published("Three");
        Eventually.see(() -> assertThat(inbox(fan)).hasSize(3));
        String oldest = inbox(fan).getLast().path("id").asString();

        assertThat(fan.post("/api/v1/notifications/" + oldest + "/read", null).status())
                .isEqualTo(200);
        assertThat(other.post("/api/v1/notifications/" + oldest + "/read", null).status())
                .as("somebody else's")
                .isEqualTo(404);
        Eventually.see(() -> assertThat(unread(fan)).isEqualTo(2));
        ada.published("Four");
        Eventually.see(() -> assertThat(unread(fan)).isEqualTo(3));
        assertThat(fan.get(INBOX + "?unread=false").data()).hasSize(1);

        Eventually.caughtUp(admin);
        String before = fan.get(INBOX).raw().body();
        replay("notifications");
        assertThat(fan.get(INBOX).raw().body()).isEqualTo(before);

        assertThat(fan.post("/api/v1/notifications/read-all", null).status()).isEqualTo(200);
        Eventually.see(() -> assertThat(unread(fan)).isZero());
        ada.published("Five");
        Eventually.see(() -> assertThat(unread(fan)).isEqualTo(1));
        Eventually.caughtUp(admin);
        String after = fan.get(INBOX).raw().body();
        replay("notifications");
        assertThat(fan.get(INBOX).raw().body()).isEqualTo(after);
    }

    @Test
    void a_withdrawn_post_is_not_named_and_a_deleted_one_not_mentioned() {
        follow(fan, ada);
        String post = ada.published("Withdrawn soon");
        Eventually.see(() -> assertThat(inbox(fan)).hasSize(1));

        ada.post(POSTS + post + "/unpublish", null);
        Eventually.see(
                () -> assertThat(inbox(fan).getFirst().path("post").isNull()).isTrue());
        assertThat(fan.get(INBOX).raw().body()).doesNotContain("Withdrawn soon");

        ada.delete(POSTS + post);
        Eventually.see(() -> assertThat(inbox(fan)).isEmpty());
    }

    @Test
    void nobody_else_reads_an_inbox() {
        assertThat(anybody.get(INBOX).status()).isEqualTo(401);
        follow(fan, ada);
        ada.published("For fans");
        Eventually.see(() -> assertThat(inbox(fan)).hasSize(1));
        assertThat(inbox(admin)).isEmpty();
    }

    /** Acknowledged means in the log: whoever follows is told of what is published from then on. */
    private static void follow(Http follower, Http followed) {
        assertThat(follower.put("/api/v1/users/" + followed.userId() + "/follow", null)
                        .status())
                .isEqualTo(200);
    }

    private static List<JsonNode> inbox(Http user) {
        return List.copyOf(user.get(INBOX).data().values());
    }

    private static int unread(Http user) {
        return user.get(INBOX + "?unread=true&limit=1")
                .json()
                .path("meta")
                .path("total")
                .asInt(-1);
    }

    private void replay(String projection) {
        String replay = admin.post("/api/v1/admin/projections/" + projection + "/replay", Map.of())
                .header("location");
        Eventually.completed(admin, replay);
    }
}
