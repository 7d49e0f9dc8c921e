package dev.scratchy.journeys;

import static dev.scratchy.journeys.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.Stored.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserCommandJourneyTest {

    private static final String USERS = "/api/v1/users";
    private static final String POSTS = "/api/v1/posts";
    private static final String NOBODY = USERS + "/01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");

    /** Somebody with an account, who knows its address. */
    private record Person(String name, Http http, String id) {
        private String path() {
            return USERS + "/" + id;
        }
    }

    private Person person(String beginning, String... roles) {
        String name = Names.unique(beginning);
        Http http = anybody.as(name, roles);
        return new Person(name, http, Stored.userIdOf(name));
    }

    private static String published(Http author, String slug) {
        String post = POSTS + "/"
                + author.post(POSTS, Map.of("title", slug, "slug", slug)).text("id");
        assertThat(author.post(post + "/publish", null).status()).isEqualTo(200);
        return post;
    }

    private static String idIn(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void an_admin_registers_people() {
        String name = Names.unique("grace");
        Answer registered = admin.post(
                USERS,
                Map.of("username", name, "displayName", "Grace H.", "email", "grace@example.org", "bio", "Compiles."));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.header("location")).isEqualTo(USERS + "/" + registered.text("id"));
        assertThat(registered.header("etag")).isEqualTo("\"0\"");
        assertThat(Stored.userIdOf(name)).isEqualTo(registered.text("id"));
        assertThat(Stored.eventsOf(registered.text("id"))).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("UserRegistered");
            assertThat(event.payload()).contains("Grace H.", "grace@example.org", "Compiles.");
        });
        // The launcher's tokens are for the same account.
        assertThat(anybody.as(name, "author")
                        .post(POSTS, Map.of("title", "Hers"))
                        .status())
                .isEqualTo(201);
        assertThat(Stored.slugsOf(registered.text("id"))).hasSize(1);
    }

    @Test
    void a_registration_is_refused_with_the_reason() {
        Map<String, String> wish = Map.of("username", Names.unique("new"), "displayName", "New");
        Person author = person("author", "author", "editor");

        assertThat(anybody.post(USERS, wish).status()).isEqualTo(401);
        assertThat(author.http().post(USERS, wish).status()).isEqualTo(403);
        assertThat(admin.post(USERS, Map.of("username", author.name(), "displayName", "Twin"))
                        .code())
                .isEqualTo("USERNAME_TAKEN");
        Answer nameless = admin.post(USERS, Map.of("username", Names.unique("new")));
        assertThat(nameless.status()).isEqualTo(422);
        assertThat(nameless.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo("displayName");
        assertThat(admin.post(USERS, Map.of("username", "Upper", "displayName", "U", "email", "no"))
                        .json()
                        .path("errors")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void an_account_is_changed_by_its_owner_and_by_admins() {
        Person ann = person("ann");
        Person ben = person("ben", "author", "editor");
        String newName = Names.unique("anna");

        Answer changed = ann.http()
                .patch(ann.path(), Map.of("username", newName, "email", "ann@example.org"), "if-match", "\"0\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isEqualTo("\"1\"");
        assertThat(Stored.userIdOf(newName)).isEqualTo(ann.id());
        assertThat(admin.patch(ann.path(), Map.of("email", "")).header("etag")).isEqualTo("\"2\"");
        assertThat(ann.http()
                        .patch(ann.path(), Map.of("email", "", "username", newName))
                        .header("etag"))
                .isEqualTo("\"2\"");

        assertThat(ben.http().patch(ann.path(), Map.of("bio", "Mine")).status()).isEqualTo(403);
        assertThat(ben.http().delete(ann.path()).status()).isEqualTo(403);
        assertThat(anybody.patch(ann.path(), Map.of()).status()).isEqualTo(401);
        assertThat(ann.http()
                        .patch(ann.path(), Map.of("bio", "Old"), "if-match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(ben.http().patch(ben.path(), Map.of("username", newName)).code())
                .isEqualTo("USERNAME_TAKEN");
        assertThat(ben.http().patch(ben.path(), Map.of("displayName", " ")).status())
                .isEqualTo(422);
        assertThat(ben.http().patch(USERS + "/no-id", Map.of()).code()).isEqualTo("MALFORMED_ID");
        assertThat(admin.patch(NOBODY, Map.of()).status()).isEqualTo(404);

        // The name that was left is free.
        assertThat(ben.http().patch(ben.path(), Map.of("username", ann.name())).status())
                .isEqualTo(200);
    }

    @Test
    void a_deleted_account_is_gone_and_its_token_writes_nothing_more() {
        Person ann = person("ann", "author");
        Person ben = person("ben", "author");
        String bens = published(ben.http(), Names.unique("bens"));

        assertThat(ann.http().delete(ann.path()).status()).isEqualTo(200);

        assertThat(ann.http().delete(ann.path()).status()).isEqualTo(404);
        assertThat(admin.patch(ann.path(), Map.of("bio", "Back")).status()).isEqualTo(404);
        assertThat(ben.http().put(ann.path() + "/follow", null).status()).isEqualTo(404);
        for (Answer refused : List.of(
                ann.http().post(POSTS, Map.of("title", "From beyond")),
                ann.http().put(POSTS + "/by-slug/" + Names.unique("beyond"), Map.of("title", "From beyond")),
                ann.http().post(bens + "/comments", Map.of("content", "From beyond")),
                ann.http().put(ben.path() + "/follow", null),
                ann.http().delete(ben.path() + "/follow"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("detail").asString(""))
                    .isEqualTo("This needs an account, and yours does not exist or was deleted.");
        }
        assertThat(Stored.namesOf(Stored.eventsOf(ann.id()))).containsExactly("UserRegistered", "UserDeleted");

        Http another = anybody.as(ann.name(), "author");
        assertThat(Stored.userIdOf(ann.name())).isNotEqualTo(ann.id());
        assertThat(another.post(POSTS, Map.of("title", "A new life")).status()).isEqualTo(201);
    }

    @Test
    void an_account_takes_its_posts_and_comments_along() {
        Person ann = person("ann", "author");
        Person ben = person("ben", "author");
        String draft =
                POSTS + "/" + ann.http().post(POSTS, Map.of("title", "Draft")).text("id");
        String slug = Names.unique("public");
        String open = published(ann.http(), slug);
        String archived = published(ann.http(), Names.unique("archived"));
        assertThat(ann.http().put(archived + "/tags/last", null).status()).isEqualTo(200);
        assertThat(ann.http().post(archived + "/archive", null).status()).isEqualTo(200);
        String bens = published(ben.http(), Names.unique("bens"));
        String bensComment = "/api/v1/comments/"
                + ben.http().post(open + "/comments", Map.of("content", "Nice")).text("id");
        String annsComment = "/api/v1/comments/"
                + ann.http()
                        .post(bens + "/comments", Map.of("content", "Thanks"))
                        .text("id");

        assertThat(admin.delete(ann.path()).status()).isEqualTo(200);

        for (String post : List.of(draft, open, archived)) {
            List<Event> events = Stored.eventsOf(idIn(post));
            assertThat(events.getLast().name()).isEqualTo("PostDeleted");
            assertThat(events).extracting(Event::sequenceNumber).doesNotHaveDuplicates();
            assertThat(events.getLast().sequenceNumber()).isEqualTo(events.size() - 1L);
            assertThat(admin.patch(post, Map.of("title", "Back")).status()).isEqualTo(404);
        }
        assertThat(Stored.eventsOf(ann.id()).getLast().position())
                .isGreaterThan(Stored.eventsOfPostsBy(ann.id()).getLast().position());
        assertThat(Stored.slugsOf(ann.id())).isEmpty();
        assertThat(ben.http()
                        .patch(bensComment, Map.of("content", "Still here?"))
                        .status())
                .isEqualTo(404);
        assertThat(admin.delete(annsComment).status()).isEqualTo(404);
        assertThat(Stored.commentsOn(idIn(bens))).isEmpty();
        // What was somebody else's, or is free now, is theirs.
        assertThat(ben.http().patch(bens, Map.of("slug", slug)).status()).isEqualTo(200);
    }

    @Test
    void an_account_with_a_thousand_posts_is_deleted_at_once() throws Exception {
        Person ann = person("prolific", "author");
        String slug = Names.unique("one-of-many");
        for (int hundred = 0; hundred < 10; hundred++) {
            int first = hundred * 100;
            assertThat(atOnce(100, n -> ann.http().post(POSTS, Map.of("title", "T", "slug", slug + "-" + (first + n)))))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        }
        Instant begun = Instant.now();

        assertThat(ann.http().delete(ann.path()).status()).isEqualTo(200);

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        List<Event> events = Stored.eventsOfPostsBy(ann.id());
        assertThat(events)
                .filteredOn(event -> event.name().equals("PostDeleted"))
                .hasSize(1_000);
        assertThat(events).hasSize(2_000);
        assertThat(Stored.slugsOf(ann.id())).isEmpty();
    }

    @Test
    void somebody_follows_and_unfollows_somebody() {
        Person ann = person("ann");
        Person ben = person("ben");

        Answer followed = ann.http().put(ben.path() + "/follow", null);
        assertThat(followed.status()).isEqualTo(200);
        assertThat(followed.text("id")).isEqualTo(ann.id());
        assertThat(followed.header("etag")).isEqualTo("\"1\"");
        assertThat(ann.http().put(ben.path() + "/follow", null).header("etag")).isEqualTo("\"1\"");

        assertThat(ann.http().delete(ben.path() + "/follow").header("etag")).isEqualTo("\"2\"");
        assertThat(ann.http().delete(ben.path() + "/follow").header("etag")).isEqualTo("\"2\"");
        assertThat(ann.http().delete(NOBODY + "/follow").header("etag")).isEqualTo("\"2\"");
        assertThat(Stored.namesOf(Stored.eventsOf(ann.id())))
                .containsExactly("UserRegistered", "UserFollowed", "UserUnfollowed");
        assertThat(Stored.namesOf(Stored.eventsOf(ben.id()))).containsExactly("UserRegistered");

        assertThat(anybody.put(ben.path() + "/follow", null).status()).isEqualTo(401);
        assertThat(ann.http().put(NOBODY + "/follow", null).status()).isEqualTo(404);
        Answer self = ann.http().put(ann.path() + "/follow", null);
        assertThat(self.status()).isEqualTo(422);
        assertThat(self.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo("id");
    }
}
