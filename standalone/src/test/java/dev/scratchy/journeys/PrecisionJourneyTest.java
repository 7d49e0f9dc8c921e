package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.cache.Cache;
import dev.scratchy.query.cache.CacheListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * That an event ends exactly the cached answers that it changes. Everything is asked, something happens, everything is asked
 * again: what was loaded the second time is what the event invalidated, and it is to be what was answered differently. The one
 * exception is by design: a change of a published post ends all lists of published posts, whether the post is on them or not.
 */
class PrecisionJourneyTest implements CacheListener {

    private static final String POSTS = "/api/v1/posts";
    private static final String USERS = "/api/v1/users";

    /** By any of these names of queries. */
    private static final Set<String> LISTS = Set.of("posts", "posts-by-author");

    private final Cache cache = RunningSystem.bean(Cache.class);
    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http editor = anybody.as(Names.unique("edith"), "editor");
    private final Set<String> loaded = new ConcurrentSkipListSet<>();

    private final List<Http> users = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();

    /** What is not there yet, or not for long. */
    private final List<String> fleeting = new ArrayList<>();

    @BeforeEach
    void begin() {
        cache.listen(this);
    }

    @AfterEach
    void end() {
        cache.forget(this);
    }

    @Override
    public void loaded(String query, String key, Duration duration) {
        loaded.add(query + "~" + key);
    }

    /** Something that happens, and whether it changes a published post: its row, not its comments. */
    private record Happening(String name, Runnable command, boolean ofPublishedPost) {}

    @Test
    void each_event_reloads_what_it_changes_and_nothing_else() {
        long seed = new Random().nextLong();
        System.out.println("The seed of this run is " + seed);
        var random = new Random(seed);
        for (int user = 0; user < 3; user++) {
            users.add(anybody.as(Names.unique("writer"), "author"));
        }
        for (int post = 0; post < 5; post++) {
            posts.add(any(users, random).draft("Post " + post, "Words.", "tag-" + post % 2));
        }
        posts.subList(0, 3).forEach(post -> editor.post(POSTS + "/" + post + "/publish", null));
        for (int comment = 0; comment < 4; comment++) {
            comments.add(any(users, random).comment(posts.get(comment % 3), "Comment " + comment));
        }
        Eventually.caughtUp(admin);

        for (Happening happening : happenings(random)) {
            check(happening, "seed " + seed + ", " + happening.name());
        }
    }

    private void check(Happening happening, String description) {
        cache.invalidateEverything();
        Map<String, Set<String>> loadsOf = new LinkedHashMap<>();
        Map<String, String> before = askedAll(loadsOf);
        assertThat(loadsOf.values()).as(description).allMatch(loads -> !loads.isEmpty());
        askedAll(loadsOf);
        assertThat(loadsOf.values()).as(description + ": all are kept").allMatch(Set::isEmpty);

        happening.command().run();
        Eventually.caughtUp(admin);

        Map<String, Set<String>> loadsAfter = new LinkedHashMap<>();
        Map<String, String> after = askedAll(loadsAfter);
        Set<String> changed = new TreeSet<>();
        before.forEach((question, answer) -> {
            if (!answer.equals(after.get(question))) {
                changed.add(question);
            }
        });
        Set<String> reloaded = new TreeSet<>();
        loadsAfter.forEach((question, loads) -> {
            boolean excused = happening.ofPublishedPost()
                    && loads.stream().allMatch(load -> LISTS.contains(load.substring(0, load.indexOf('~'))));
            if (!loads.isEmpty() && (!excused || changed.contains(question))) {
                reloaded.add(question);
            }
        });
        assertThat(reloaded).as(description).isEqualTo(changed).isNotEmpty();
    }

    private List<Happening> happenings(Random random) {
        String draft = posts.get(3 + random.nextInt(2));
        String published = posts.get(random.nextInt(3));
        String slug = Names.unique("slug");
        String name = Names.unique("reader");
        fleeting.clear();
        fleeting.add(POSTS + "/by-slug/" + slug);
        fleeting.add(USERS + "/by-username/" + name);
        List<Http> apart = new ArrayList<>(users);
        Http follower = apart.remove(random.nextInt(apart.size()));
        Http followed = any(apart, random);
        String other = Names.unique("slug");
        String passing = editor.published("In passing", "Words.", "tag-0");
        fleeting.add(POSTS + "/" + passing);
        Http gone = anybody.as(Names.unique("goner"), "author");
        fleeting.add(USERS + "/" + gone.userId());
        fleeting.add(USERS + "/" + gone.userId() + "/posts");
        gone.comment(published, "Soon gone");
        gone.put(USERS + "/" + followed.userId() + "/follow", null);
        Eventually.caughtUp(admin);
        return List.of(
                new Happening("PostCreated", () -> editor.post(POSTS, Map.of("title", "New", "slug", slug)), false),
                new Happening("PostUpdated, a draft", () -> change(draft, Map.of("content", other)), false),
                new Happening("PostUpdated", () -> change(published, Map.of("content", other)), true),
                new Happening("PostUpdated, its slug", () -> change(published, Map.of("slug", other)), true),
                new Happening("PostTagged", () -> editor.put(POSTS + "/" + published + "/tags/" + other, null), true),
                new Happening("PostUntagged", () -> editor.delete(POSTS + "/" + published + "/tags/" + other), true),
                new Happening(
                        "PostTagged, a draft", () -> editor.put(POSTS + "/" + draft + "/tags/" + other, null), false),
                new Happening("PostUnpublished", () -> editor.post(POSTS + "/" + published + "/unpublish", null), true),
                new Happening("PostPublished", () -> editor.post(POSTS + "/" + published + "/publish", null), true),
                new Happening("PostArchived", () -> editor.post(POSTS + "/" + passing + "/archive", null), true),
                new Happening("PostDeleted, archived", () -> editor.delete(POSTS + "/" + passing), false),
                new Happening("CommentAdded", () -> comments.add(follower.comment(published, "Another")), false),
                new Happening(
                        "CommentEdited",
                        () -> editor.patch("/api/v1/comments/" + comments.getLast(), Map.of("content", other)),
                        false),
                new Happening(
                        "CommentDeleted", () -> editor.delete("/api/v1/comments/" + comments.removeLast()), false),
                new Happening("UserRegistered", () -> anybody.as(name, "author"), false),
                new Happening(
                        "UserUpdated",
                        () -> follower.patch(USERS + "/" + follower.userId(), Map.of("displayName", other)),
                        false),
                new Happening(
                        "UserFollowed", () -> follower.put(USERS + "/" + followed.userId() + "/follow", null), false),
                new Happening("UserDeleted", () -> gone.delete(USERS + "/" + gone.userId()), false),
                new Happening(
                        "UserUnfollowed", () -> follower.delete(USERS + "/" + followed.userId() + "/follow"), false));
    }

    private void change(String post, Map<String, String> parts) {
        editor.patch(POSTS + "/" + post, parts);
    }

    /** Asks everything, as somebody who sees all and as somebody who does not, and tells what was loaded for it. */
    private Map<String, String> askedAll(Map<String, Set<String>> loadsOf) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String question : questions()) {
            loaded.clear();
            answers.put(
                    question,
                    editor.get(question).raw().body() + anybody.get(question).status());
            loadsOf.put(question, Set.copyOf(loaded));
        }
        return answers;
    }

    private List<String> questions() {
        List<String> questions = new ArrayList<>(fleeting);
        for (String post : posts) {
            questions.add(POSTS + "/" + post);
            questions.add(POSTS + "/" + post + "?include=author");
            questions.add(POSTS + "/" + post + "?include=comments");
            questions.add(POSTS + "/" + post + "/comments");
        }
        for (Http user : users) {
            questions.add(USERS + "/" + user.userId());
            questions.add(USERS + "/" + user.userId() + "/posts");
            questions.add(USERS + "/" + user.userId() + "/followers");
            questions.add(USERS + "/" + user.userId() + "/following");
        }
        questions.add(POSTS + "?limit=50");
        questions.add(POSTS + "?limit=50&include=author,comments");
        questions.add(POSTS + "?tag=tag-0");
        questions.add("/api/v1/tags");
        return questions;
    }

    private static <T> T any(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
