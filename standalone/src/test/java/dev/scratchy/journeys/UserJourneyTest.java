package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UserJourneyTest {

    private static final String USERS = "/api/v1/users";
    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");

    @Test
    void a_user_is_registered_changed_and_deleted() {
        String name = Names.unique("carla");
        Answer registered = admin.post(
                USERS,
                Map.of("username", name, "displayName", "Carla", "email", name + "@example.org", "bio", "Writes."));
        assertThat(registered.status()).isEqualTo(201);
        String user = registered.header("location");
        assertThat(user).isEqualTo(USERS + "/" + registered.text("id"));

        Eventually.see(() -> assertThat(anybody.get(user).status()).isEqualTo(200));
        assertThat(anybody.get(user).text("displayName")).isEqualTo("Carla");
        assertThat(anybody.get(USERS + "/by-username/" + name).text("id")).isEqualTo(registered.text("id"));

        Http carla = anybody.as(name);
        String renamed = Names.unique("carola");
        Answer changed = carla.patch(user, Map.of("username", renamed, "bio", ""), "if-match", "\"0\"");
        assertThat(changed.status()).isEqualTo(200);
        Eventually.see(() -> assertThat(anybody.get(USERS + "/by-username/" + renamed)
                        .data()
                        .path("bio")
                        .isNull())
                .isTrue());
        assertThat(anybody.get(USERS + "/by-username/" + name).status()).isEqualTo(404);

        assertThat(carla.delete(user).status()).isEqualTo(200);
        Eventually.see(() -> assertThat(anybody.get(user).status()).isEqualTo(404));
        assertThat(admin.patch(user, Map.of("bio", "Back?")).status()).isEqualTo(404);
    }

    @Test
    void an_email_is_for_its_owner_and_admins_also_from_the_cache() {
        String name = Names.unique("dora");
        String user = admin.post(USERS, Map.of("username", name, "displayName", "Dora", "email", "dora@example.org"))
                .header("location");
        Http dora = anybody.as(name);

        Eventually.see(() -> assertThat(dora.get(user).text("email")).isEqualTo("dora@example.org"));
        assertThat(admin.get(user).text("email")).isEqualTo("dora@example.org");
        assertThat(anybody.get(user).raw().body()).doesNotContain("email");
        assertThat(ada.get(USERS + "/by-username/" + name).raw().body()).doesNotContain("email");
    }

    @Test
    void who_follows_whom_is_seen_from_both_sides() {
        assertThat(ada.put(USERS + "/" + bob.userId() + "/follow", null).status())
                .isEqualTo(200);

        Eventually.see(() -> assertThat(anybody.get(USERS + "/" + bob.userId())
                        .data()
                        .path("followers")
                        .asInt())
                .isEqualTo(1));
        Answer followers = anybody.get(USERS + "/" + bob.userId() + "/followers");
        assertThat(followers.data().get(0).path("id").asString()).isEqualTo(ada.userId());
        assertThat(followers.json().path("meta").path("total").asInt()).isEqualTo(1);
        Answer following = anybody.get(USERS + "/" + ada.userId() + "/following");
        assertThat(following.data().get(0).path("id").asString()).isEqualTo(bob.userId());

        ada.delete(USERS + "/" + bob.userId() + "/follow");
        Eventually.see(() -> assertThat(anybody.get(USERS + "/" + bob.userId() + "/followers")
                        .json()
                        .path("meta")
                        .path("total")
                        .asInt())
                .isZero());
        assertThat(anybody.get(USERS + "/" + bob.userId() + "/followers").data())
                .isEmpty();
    }

    @Test
    void a_new_follower_is_no_304() {
        String user = USERS + "/" + bob.userId();
        Eventually.see(() -> assertThat(anybody.get(user).status()).isEqualTo(200));
        String tag = anybody.get(user).header("etag");
        assertThat(anybody.get(user, "if-none-match", tag).status()).isEqualTo(304);

        ada.put(user + "/follow", null);

        Eventually.see(() ->
                assertThat(anybody.get(user, "if-none-match", tag).status()).isEqualTo(200));
        assertThat(bob.patch(
                                user,
                                Map.of("bio", "Followed."),
                                "if-match",
                                anybody.get(user).header("etag"))
                        .status())
                .as("the tag of a read guards a change")
                .isEqualTo(200);
    }

    @Test
    void with_a_user_go_posts_comments_and_follows() {
        Http eve = anybody.as(Names.unique("eve"), "author");
        String evesSlug = Names.unique("eves-post");
        String evesPost = POSTS + "/"
                + eve.post(POSTS, Map.of("title", "Eve's", "slug", evesSlug)).text("id");
        eve.post(evesPost + "/publish", null);
        String adasPost = ada.published("Ada's, which stays");
        String evesComment = eve.comment(adasPost, "By Eve");
        String bobsComment = bob.comment(adasPost, "By Bob");
        bob.post(evesPost + "/comments", Map.of("content", "On Eve's"));
        eve.put(USERS + "/" + bob.userId() + "/follow", null);
        ada.put(USERS + "/" + eve.userId() + "/follow", null);
        Eventually.see(() -> {
            assertThat(anybody.get(POSTS + "/" + adasPost)
                            .data()
                            .path("commentCount")
                            .asInt())
                    .isEqualTo(2);
            assertThat(anybody.get(evesPost).data().path("commentCount").asInt())
                    .isEqualTo(1);
            assertThat(anybody.get(USERS + "/" + eve.userId())
                            .data()
                            .path("followers")
                            .asInt())
                    .isEqualTo(1);
        });
        anybody.get(POSTS + "/" + adasPost + "/comments");

        assertThat(admin.delete(USERS + "/" + eve.userId()).status()).isEqualTo(200);

        Eventually.see(() -> {
            assertThat(anybody.get(USERS + "/" + eve.userId()).status()).isEqualTo(404);
            assertThat(anybody.get(evesPost).status()).isEqualTo(404);
            assertThat(anybody.get(evesPost + "/comments").status()).isEqualTo(404);
            assertThat(anybody.get("/api/v1/comments/" + evesComment).status()).isEqualTo(404);
            assertThat(anybody.get(POSTS + "/" + adasPost)
                            .data()
                            .path("commentCount")
                            .asInt())
                    .isEqualTo(1);
            assertThat(anybody.get(POSTS + "/" + adasPost + "/comments").data().values())
                    .extracting(comment -> comment.path("id").asString())
                    .containsExactly(bobsComment);
            assertThat(numbersOf(ada)).containsEntry("following", 0);
            assertThat(numbersOf(bob)).containsEntry("followers", 0);
            assertThat(anybody.get("/api/v1/search?q=" + "Eve's").data().values())
                    .extracting(hit -> hit.path("authorId").asString())
                    .doesNotContain(eve.userId());
        });
        assertThat(anybody.get(USERS + "/" + eve.userId() + "/posts").status()).isEqualTo(404);
        assertThat(ada.post(POSTS, Map.of("title", "The slug is free", "slug", evesSlug))
                        .status())
                .isEqualTo(201);
        assertThat(eve.post(POSTS, Map.of("title", "A ghost's")).status()).isEqualTo(403);
        assertThat(ada.patch(evesPost, Map.of("title", "Whose?")).status()).isEqualTo(404);
    }

    private Map<String, Integer> numbersOf(Http user) {
        JsonNode data = anybody.get(USERS + "/" + user.userId()).data();
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : new String[] {"followers", "following"}) {
            numbers.put(name, data.path(name).asInt(-1));
        }
        return numbers;
    }
}
