package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.OpenApiDocuments.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every operation of the merged document succeeds once, and answers what the document says. */
class EveryOperationJourneyTest {

    private static final String API = "/api/v1";

    private final Http anybody = RunningSystem.http();
    private final String bobsName = Names.unique("bob");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(bobsName, "author");
    private final Http leaver = anybody.as(Names.unique("leaver"));
    private final Http admin = anybody.as(Names.unique("admin"), "admin");

    private final JsonNode document =
            OpenApiDocuments.parsed(OpenApiDocuments.served(anybody, OpenApiDocuments.MERGED));
    private final Map<String, Operation> operations = OpenApiDocuments.operations(document).stream()
            .collect(Collectors.toMap(Operation::id, Function.identity()));
    private final DocumentedAnswer documented = new DocumentedAnswer(document);
    private final Map<String, Call> calls = new LinkedHashMap<>();

    private record Call(
            Http caller,
            String method,
            String path,
            @Nullable Object body) {

        Answer made(String... headers) {
            return caller.send(method, path, body, headers);
        }
    }

    @BeforeEach
    void what_is_there() {
        String slug = Names.unique("slug");
        String post = "/posts/"
                + ada.post(API + "/posts", Map.of("title", "One", "slug", slug)).text("id");
        String other = "/posts/" + ada.published("Another", "With words.", "intro");
        ada.post(API + post + "/publish", null);
        String comment = "/comments/" + bob.comment(other.substring("/posts/".length()), "First!");
        bob.comment(other.substring("/posts/".length()), "Second!");
        bob.put(API + "/users/" + leaver.userId() + "/follow", null);
        Eventually.caughtUp(admin);
        String notification =
                ada.get(API + "/me/notifications").data().path(0).path("id").asString("");
        String replay = replay();
        commands(slug, post, comment, notification);
        queries(slug, other, comment);
        administration(replay);
        segments();
        deadLetters();
    }

    private String replay() {
        String location = admin.post(API + "/admin/projections/notifications/replay", null)
                .header("location");
        Eventually.completed(admin, location);
        return location;
    }

    private String cancelled() {
        try (Connection reader = ViewContents.held("notification")) {
            String location = admin.post(API + "/admin/projections/notifications/replay", null)
                    .header("location");
            admin.delete(location);
            assertThat(Eventually.ended(admin, location).text("state")).isEqualTo("cancelled");
            reader.rollback();
            return location;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void commands(String slug, String post, String comment, String notification) {
        call("issueToken", anybody, "POST", "/dev/tokens", Map.of("username", Names.unique("new")));
        call("createPost", ada, "POST", API + "/posts", Map.of("title", "New", "tags", List.of("intro")));
        call("updatePost", ada, "PATCH", API + post, Map.of("title", "Newer"));
        call("upsertPost", ada, "PUT", API + "/posts/by-slug/" + slug, Map.of("title", "Newest"));
        call("tagPost", ada, "PUT", API + post + "/tags/log", null);
        call("untagPost", ada, "DELETE", API + post + "/tags/log", null);
        call("addComment", bob, "POST", API + post + "/comments", Map.of("content", "Well said."));
        call("editComment", bob, "PATCH", API + comment, Map.of("content", "Well written."));
        call("readNotification", ada, "POST", API + "/notifications/" + notification + "/read", null);
        call("readAllNotifications", ada, "POST", API + "/notifications/read-all", null);
        call("unpublishPost", ada, "POST", API + post + "/unpublish", null);
        call("publishPost", ada, "POST", API + post + "/publish", Map.of("publishedAt", "2020-01-01T00:00:00Z"));
        call(
                "registerUser",
                admin,
                "POST",
                API + "/users",
                Map.of("username", Names.unique("eve"), "displayName", "Eve"));
        call("updateUser", bob, "PATCH", API + "/users/" + bob.userId(), Map.of("bio", "Counts."));
        call("followUser", bob, "PUT", API + "/users/" + ada.userId() + "/follow", null);
    }

    private void queries(String slug, String post, String comment) {
        String user = API + "/users/";
        call("getPost", anybody, "GET", API + post + "?include=author,comments", null);
        call("getPostBySlug", ada, "GET", API + "/posts/by-slug/" + slug, null);
        call("listPosts", anybody, "GET", API + "/posts?after=&include=author,comments&limit=5", null);
        call("listPostsOfUser", anybody, "GET", user + ada.userId() + "/posts?page=1", null);
        call("getFeed", bob, "GET", API + "/me/feed", null);
        call("listTags", anybody, "GET", API + "/tags", null);
        call("search", anybody, "GET", API + "/search?q=words", null);
        call("getUser", bob, "GET", user + bob.userId(), null);
        call("getUserByUsername", anybody, "GET", user + "by-username/" + bobsName, null);
        call("listFollowers", anybody, "GET", user + ada.userId() + "/followers", null);
        call("listFollowing", anybody, "GET", user + bob.userId() + "/following", null);
        call("getComment", anybody, "GET", API + comment, null);
        call("listComments", anybody, "GET", API + post + "/comments", null);
        // Their heads: the bodies have no end.
        call("followPost", anybody, "HEAD", API + post + "/changes", null);
        call("followNotifications", ada, "HEAD", API + "/me/notifications/stream", null);
        call("listNotifications", ada, "GET", API + "/me/notifications", null);
        call("unfollowUser", bob, "DELETE", user + ada.userId() + "/follow", null);
        call("deleteComment", bob, "DELETE", API + comment, null);
        call("archivePost", ada, "POST", API + post + "/archive", null);
        call("deletePost", ada, "DELETE", API + post, null);
        call("deleteUser", leaver, "DELETE", user + leaver.userId(), null);
    }

    private void segments() {
        String search = API + "/admin/projections/search";
        call("listNodes", admin, "GET", API + "/admin/nodes", null);
        call("splitProjection", admin, "POST", search + "/split", null);
        call("mergeProjection", admin, "POST", search + "/merge", null);
        call("pauseProjection", admin, "POST", search + "/pause", null);
        call("resumeProjection", admin, "POST", search + "/resume", null);
        Eventually.allRun(admin);
    }

    private void deadLetters() {
        String letters = API + "/admin/dead-letters";
        Stored.appendUnreadable(ada.draft("Readable"), 1);
        Eventually.see(() -> assertThat(admin.get(letters).data().size()).isEqualTo(2));
        String first =
                letters + "/" + admin.get(letters).data().path(0).path("id").asString();
        call("listDeadLetters", admin, "GET", letters + "?limit=5", null);
        call("retryDeadLetter", admin, "POST", first + "/retry", null);
        call("retryDeadLetters", admin, "POST", letters + "/retry?projection=search", null);
        call("listDeadLetterDecisions", admin, "GET", letters + "/decisions", null);
        call("discardDeadLetter", admin, "DELETE", first + "?reason=Written%20by%20hand", null);
    }

    @AfterEach
    void no_letter_is_left() {
        String letters = API + "/admin/dead-letters/";
        admin.get(letters.substring(0, letters.length() - 1)).data().values().stream()
                .map(letter -> letter.path("id").asString())
                .forEach(id -> admin.delete(letters + id + "?reason=Written%20by%20hand"));
    }

    private void administration(String replay) {
        call("listProjections", admin, "GET", API + "/admin/projections", null);
        call("startReplay", admin, "POST", API + "/admin/projections/notifications/replay", null);
        call("getReplay", admin, "GET", replay, null);
        // Its head: it may end at once.
        call("followReplay", admin, "HEAD", replay + "/stream", null);
        call("listReplays", admin, "GET", API + "/admin/replays?projection=notifications", null);
        call("cancelReplay", admin, "DELETE", cancelled(), null);
        call("listEvents", admin, "GET", API + "/admin/events?type=PostCreated&limit=5", null);
        call("getCache", admin, "GET", API + "/admin/cache", null);
        call(
                "invalidateCache",
                admin,
                "POST",
                API + "/admin/cache/invalidate",
                Map.of("references", List.of("post:01M81RFG3HE7PWSR5JW2AT02ZB")));
    }

    private void call(String id, Http caller, String method, String path, @Nullable Object body) {
        calls.put(id, new Call(caller, method, path, body));
    }

    @Test
    void each_succeeds_and_answers_as_documented_also_who_has_no_token_or_has_the_answer_already() {
        assertThat(calls.keySet()).isEqualTo(operations.keySet());
        calls.forEach((id, call) -> {
            Operation operation = Objects.requireNonNull(operations.get(id));

            if (!isOpen(operation)) {
                Answer refusal =
                        new Call(anybody, call.method().replace("HEAD", "GET"), call.path(), call.body()).made();
                assertThat(refusal.status()).as(id).isEqualTo(401);
                documented.check(operation, refusal);
            }

            Answer answer = call.made();
            assertThat(answer.status()).as("%s: %s", id, answer.raw().body()).isBetween(200, 299);
            documented.check(operation, answer);

            if (operation.description().path("responses").has("304")) {
                Answer same = call.made("If-None-Match", answer.header("etag"));
                assertThat(same.status()).as(id).isEqualTo(304);
                documented.check(operation, same);
            }
            // What a command leaves is there for the queries behind it.
            if (!Set.of("GET", "HEAD").contains(call.method())) {
                Eventually.caughtUp(admin);
            }
            if (id.equals("startReplay")) {
                // At its end it ends all that is cached, of whoever comes next as well.
                Eventually.completed(admin, answer.header("location"));
            }
        });
    }

    private static boolean isOpen(Operation operation) {
        return operation.description().path("security").valueStream().anyMatch(JsonNode::isEmpty);
    }
}
