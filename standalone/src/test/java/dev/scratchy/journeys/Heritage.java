package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a system leaves to later releases: every type of event, aggregates of every type beyond their snapshot, names that were
 * given up, what was deleted with its owner, letters, decisions, replays and segments.
 */
final class Heritage {

    private static final String API = "/api/v1";
    private static final String POSTS = API + "/posts";
    private static final String USERS = API + "/users/";
    private static final String COMMENTS = API + "/comments/";
    private static final String ADMIN = API + "/admin";
    private static final String LETTERS = ADMIN + "/dead-letters";
    private static final Duration LATEST = Duration.ofSeconds(30);

    /** A snapshot, and events behind it. */
    private static final int MANY = 110;

    private final OwnSystem system;
    private final Http anybody;
    private final Http ada;
    private final Http bob;
    private final Http root;

    Heritage(OwnSystem system) {
        this.system = system;
        anybody = system.http();
        ada = anybody.as("ada", "author");
        bob = anybody.as("bob", "author");
        root = anybody.as("root", "admin");
    }

    /** Does it all, and answers what was to be seen in the end: who asked what, and what they were told. */
    Map<String, String> leave() throws SQLException {
        done(bob.put(USERS + ada.userId() + "/follow", null));
        String main = aPostWithALongLife();
        usersComeAndGo(main);
        postsOfEveryKind();
        aCommentWithALongLife(main);
        manyNotificationsAreRead(main);
        Eventually.caughtUp(LATEST, root);
        letters();
        done(root.post(ADMIN + "/projections/users/split", null));
        Eventually.allRun(root);
        replayed("users", "");
        replayed("comments", "?mode=verify");
        Eventually.caughtUp(LATEST, root);
        return answers(List.of(
                "anybody /posts?include=author,comments&limit=100",
                "anybody /posts/by-slug/a-beginning",
                "anybody /posts/by-slug/an-end",
                "anybody /posts/by-slug/a-middle",
                "anybody /posts/by-slug/shared",
                "anybody /posts/" + main + "/comments",
                "anybody /search?q=words",
                "anybody /tags",
                "anybody /users/by-username/ada",
                "anybody /users/by-username/bob",
                "anybody /users/by-username/cleopatra",
                "anybody /users/" + ada.userId() + "/followers",
                "anybody /users/" + ada.userId() + "/following",
                "ada /users/" + ada.userId() + "/posts?limit=100",
                "ada /me/notifications",
                "bob /me/notifications?limit=100",
                "bob /me/feed",
                "root /admin/dead-letters",
                "root /admin/dead-letters/decisions"));
    }

    private Map<String, String> answers(List<String> questions) {
        Map<String, String> answers = new TreeMap<>();
        questions.forEach(question -> answers.put(question, answer(anybody, question)));
        return answers;
    }

    /** What a question gets, as it is kept; the first word is who asks. */
    static String answer(Http anybody, String question) {
        String[] words = question.split(" ", 2);
        Http asking = switch (words[0]) {
            case "anybody" -> anybody;
            case "root" -> anybody.as("root", "admin");
            case String author -> anybody.as(author, "author");
        };
        Answer answer = asking.get(API + words[1]);
        return answer.status() + " " + answer.header("location") + answer.raw().body();
    }

    /** Its id. */
    private String aPostWithALongLife() {
        String id = created(
                ada,
                Map.of(
                        "title",
                        "An end",
                        "content",
                        "Words é 😀 \\u0041 \"quoted\"\n\ttabs",
                        "tags",
                        List.of("tagged", "kept", "not-kept")));
        String post = POSTS + "/" + id;
        done(ada.post(post + "/publish", null));
        done(ada.patch(post, Map.of("slug", "a-middle"), "idempotency-key", "\"one\""));
        done(ada.patch(post, Map.of("slug", "a-beginning", "title", "A beginning")));
        for (int change = 0; change < MANY; change++) {
            assertThat(ada.patch(post, Map.of("content", "Changed words " + change))
                            .status())
                    .isEqualTo(200);
        }
        done(ada.delete(post + "/tags/not-kept"));
        done(ada.put(post + "/tags/late", null));
        return id;
    }

    private void usersComeAndGo(String main) {
        for (int change = 0; change < MANY; change++) {
            assertThat(bob.patch(USERS + bob.userId(), Map.of("bio", "Bob " + change))
                            .status())
                    .isEqualTo(200);
        }
        done(bob.patch(USERS + bob.userId(), Map.of("displayName", "Robert \"Bob\"", "email", "bob@example.org")));
        Http cleo = anybody.as("cleo", "author");
        done(cleo.put(USERS + ada.userId() + "/follow", null));
        done(cleo.put(USERS + bob.userId() + "/follow", null));
        done(cleo.delete(USERS + ada.userId() + "/follow"));
        done(cleo.patch(USERS + cleo.userId(), Map.of("username", "cleopatra")));

        Http dora = anybody.as("dora", "author");
        done(dora.put(USERS + ada.userId() + "/follow", null));
        done(ada.put(USERS + dora.userId() + "/follow", null));
        String gone = created(dora, Map.of("title", "Gone with Dora", "tags", List.of("gone")));
        done(dora.post(POSTS + "/" + gone + "/publish", null));
        commented(bob, gone, "Gone with the post.");
        commented(dora, main, "Gone with its author.");
        done(dora.delete(USERS + dora.userId()));
    }

    private void postsOfEveryKind() {
        String archived =
                POSTS + "/" + created(bob, Map.of("title", "Old", "content", "More words", "tags", List.of("tagged")));
        done(bob.post(archived + "/publish", null));
        done(bob.post(archived + "/archive", null));
        String withdrawn = POSTS + "/" + created(ada, Map.of("title", "Withdrawn", "content", "No words"));
        done(ada.post(withdrawn + "/publish", null));
        done(ada.post(withdrawn + "/unpublish", null));
        String deleted = created(ada, Map.of("title", "Gone soon"));
        done(ada.post(POSTS + "/" + deleted + "/publish", null));
        commented(bob, deleted, "Gone as well.");
        done(ada.delete(POSTS + "/" + deleted));
        created(ada, Map.of("title", "Not yet"));
        done(bob.put(POSTS + "/by-slug/upserted", Map.of("title", "Upserted", "content", "Words of both")));
        done(bob.put(POSTS + "/by-slug/upserted", Map.of("title", "Upserted again")));

        // A slug that two posts had one after the other, and then neither.
        for (Http author : List.of(ada, bob)) {
            String post = POSTS + "/" + created(author, Map.of("title", "Shares", "slug", "shared"));
            done(author.post(post + "/publish", null));
            done(author.patch(
                    post, Map.of("slug", "shared-by-" + author.userId().toLowerCase(Locale.ROOT))));
        }
    }

    private void aCommentWithALongLife(String post) {
        String comment = commented(bob, post, "Well.");
        for (int change = 0; change < MANY; change++) {
            assertThat(bob.patch(COMMENTS + comment, Map.of("content", "Well, " + change))
                            .status())
                    .isEqualTo(200);
        }
        done(bob.delete(COMMENTS + commented(bob, post, "Taken back.")));
    }

    /** By Ada one after the other, as many as an inbox needs for a snapshot; by Bob one, and then all. */
    private void manyNotificationsAreRead(String post) {
        for (int comment = 0; comment < MANY; comment++) {
            commented(bob, post, "Comment " + comment);
        }
        Eventually.caughtUp(LATEST, root);
        Set<String> unread = new HashSet<>(notifications(ada, 1));
        unread.addAll(notifications(ada, 2));
        assertThat(unread).hasSizeGreaterThanOrEqualTo(MANY);
        unread.forEach(id -> done(ada.post(API + "/notifications/" + id + "/read", null)));
        done(bob.post(API + "/notifications/" + notifications(bob, 1).getFirst() + "/read", null));
        done(bob.post(API + "/notifications/read-all", null));
    }

    private static List<String> notifications(Http user, int page) {
        return done(user.get(API + "/me/notifications?unread=true&limit=100&page=" + page)).data().values().stream()
                .map(notification -> notification.path("id").asString())
                .toList();
    }

    /** One that waits and one behind it, one that is discarded, one that is tried again with success. */
    private void letters() throws SQLException {
        String waits = created(ada, Map.of("title", "Waits"));
        String discarded = created(ada, Map.of("title", "Discarded"));
        String mended = created(ada, Map.of("title", "Mended"));
        Eventually.caughtUp(LATEST, root);
        try (Connection database = system.connect("scratchy");
                var statement = database.createStatement()) {
            statement.execute(
                    "ALTER TABLE app.post ADD CONSTRAINT fault CHECK (title NOT LIKE 'Unwritable%') NOT VALID");
            for (String post : List.of(waits, discarded, mended)) {
                done(ada.patch(POSTS + "/" + post, Map.of("title", "Unwritable")));
            }
            done(ada.put(POSTS + "/" + waits + "/tags/late", null));
            Eventually.see(
                    LATEST, () -> assertThat(root.get(LETTERS).data().size()).isEqualTo(4));
            done(root.post(LETTERS + "/" + letter(waits) + "/retry", null));
            done(root.delete(LETTERS + "/" + letter(discarded) + "?reason=Not%20wanted"));
            statement.execute("ALTER TABLE app.post DROP CONSTRAINT fault");
        }
        assertThat(root.post(LETTERS + "/" + letter(mended) + "/retry", null)
                        .data()
                        .path("retried")
                        .asInt())
                .isEqualTo(1);
        assertThat(root.get(LETTERS).data().size()).isEqualTo(2);
    }

    private String letter(String post) {
        return root.get(LETTERS).data().values().stream()
                .filter(letter ->
                        letter.path("payload").path("postId").asString().equals(post))
                .map(letter -> letter.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private void replayed(String projection, String mode) {
        String replay = done(root.post(ADMIN + "/projections/" + projection + "/replay" + mode, null))
                .header("location");
        Eventually.completed(LATEST, root, replay);
    }

    private static String created(Http author, Map<String, ?> post) {
        return done(author.post(POSTS, post)).text("id");
    }

    private static String commented(Http author, String post, String content) {
        return done(author.post(POSTS + "/" + post + "/comments", Map.of("content", content)))
                .text("id");
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status())
                .as("%s: %s", answer.raw().request(), answer.raw().body())
                .isBetween(200, 299);
        return answer;
    }
}
