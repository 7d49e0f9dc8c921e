package dev.scratchy.journeys;

import static dev.scratchy.journeys.AtOnce.atOnce;
import static dev.scratchy.journeys.AtOnce.whileAnswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.Stored.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What happens to an account, and to what hangs on it, when many want something at once. */
class AccountRaceJourneyTest {

    private static final String USERS = "/api/v1/users";
    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("root"), "admin");

    private static void arrived(CountDownLatch enough) throws InterruptedException {
        assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private String registered(String username) {
        Answer answer = admin.post(USERS, Map.of("username", username, "displayName", "Racer"));
        assertThat(answer.status()).isEqualTo(201);
        return answer.text("id");
    }

    @Test
    void of_many_who_want_one_username_at_once_one_gets_it() throws Exception {
        for (int round = 0; round < 25; round++) {
            String name = Names.unique("raced");

            List<Answer> answers =
                    atOnce(16, n -> admin.post(USERS, Map.of("username", name, "displayName", "Racer " + n)));

            assertOneOf(answers, 201);
        }
    }

    @Test
    void of_many_who_rename_themselves_to_one_username_at_once_one_gets_it() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            ids.add(registered(Names.unique("racer")));
        }
        for (int round = 0; round < 10; round++) {
            String name = Names.unique("wanted");

            List<Answer> answers = atOnce(8, n -> admin.patch(USERS + "/" + ids.get(n), Map.of("username", name)));

            assertOneOf(answers, 200);
        }
    }

    private static void assertOneOf(List<Answer> answers, int won) {
        assertThat(answers).filteredOn(answer -> answer.status() == won).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != won)
                .allSatisfy(answer ->
                        assertThat(answer.status() + " " + answer.code()).isEqualTo("409 USERNAME_TAKEN"));
    }

    @Test
    void nobody_creates_a_post_as_somebody_who_is_being_deleted() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = Names.unique("leaving");
            Http leaving = anybody.as(name, "author");
            String id = Stored.userIdOf(name);
            var enough = new CountDownLatch(30);

            List<List<Answer>> answers = atOnce(9, n -> {
                if (n == 8) {
                    arrived(enough);
                    return List.of(leaving.delete(USERS + "/" + id));
                }
                return whileAnswered(status -> status == 201, 2_000, () -> {
                    Answer answer = leaving.post(POSTS, Map.of("title", "Hurried"));
                    enough.countDown();
                    return answer;
                });
            });

            assertThat(answers.removeLast()).extracting(Answer::status).containsExactly(200);
            assertThat(answers).allSatisfy(each -> {
                assertThat(each.getLast().status()).isEqualTo(403);
                // None, where the deletion was faster than a writer's first.
                assertThat(each.subList(0, each.size() - 1))
                        .extracting(Answer::status)
                        .allMatch(status -> status == 201);
            });
            assertThat(Stored.slugsOf(id)).isEmpty();
            assertEachPostEndedBefore(Stored.eventsOf(id).getLast(), Stored.eventsOfPostsBy(id));
        }
    }

    @Test
    void whoever_changes_a_post_while_its_author_is_deleted_comes_before_or_finds_nothing() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = Names.unique("leaving");
            Http leaving = anybody.as(name, "author");
            String id = Stored.userIdOf(name);
            List<String> posts = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                posts.add(POSTS + "/"
                        + leaving.post(POSTS, Map.of("title", "Busy")).text("id"));
            }
            var enough = new CountDownLatch(40);

            List<List<Answer>> answers = atOnce(9, n -> {
                if (n == 8) {
                    arrived(enough);
                    // Overtaken five times by this haste, it may be told to come back.
                    return whileAnswered(status -> status == 503, 100, () -> admin.delete(USERS + "/" + id));
                }
                var turn = new int[1];
                return whileAnswered(status -> status == 200, 2_000, () -> {
                    Answer answer = change(admin, posts.get(n), turn[0]++);
                    enough.countDown();
                    return answer;
                });
            });

            assertThat(answers.removeLast().getLast().status()).isEqualTo(200);
            assertThat(answers)
                    .allSatisfy(each -> assertThat(each.getLast().status()).isEqualTo(404));
            assertThat(Stored.slugsOf(id)).isEmpty();
            assertEachPostEndedBefore(Stored.eventsOf(id).getLast(), Stored.eventsOfPostsBy(id));
        }
    }

    private static Answer change(Http caller, String post, int turn) {
        return switch (turn % 5) {
            case 0 -> caller.put(post + "/tags/tagged", null);
            case 1 -> caller.post(post + "/publish", null);
            case 2 -> caller.patch(post, Map.of("slug", Names.unique("errand")));
            case 3 -> caller.delete(post + "/tags/tagged");
            default -> caller.post(post + "/unpublish", null);
        };
    }

    private static void assertEachPostEndedBefore(Event deletion, List<Event> events) {
        assertThat(deletion.name()).isEqualTo("UserDeleted");
        Collection<List<Event>> posts = events.stream()
                .collect(Collectors.groupingBy(Event::aggregateId))
                .values();
        assertThat(posts).isNotEmpty().allSatisfy(post -> {
            assertThat(post.getLast().name()).isEqualTo("PostDeleted");
            assertThat(post.getLast().sequenceNumber()).isEqualTo(post.size() - 1L);
            assertThat(post.getLast().position()).isLessThan(deletion.position());
        });
    }

    @Test
    void nobody_follows_somebody_after_their_deletion_in_the_log() throws Exception {
        List<Http> followers = new ArrayList<>();
        List<String> followersIds = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            String name = Names.unique("follower");
            followers.add(anybody.as(name));
            followersIds.add(Stored.userIdOf(name));
        }
        for (int round = 0; round < 10; round++) {
            String followed = registered(Names.unique("followed"));
            String path = USERS + "/" + followed;
            var enough = new CountDownLatch(20);

            List<List<Answer>> answers = atOnce(9, n -> {
                if (n == 8) {
                    arrived(enough);
                    return List.of(admin.delete(path));
                }
                var turn = new int[1];
                return whileAnswered(status -> status == 200, 2_000, () -> {
                    // Unfollowing somebody who is gone is no change, so only a follow can be the last.
                    Answer answer = turn[0]++ % 2 == 0
                            ? followers.get(n).put(path + "/follow", null)
                            : followers.get(n).delete(path + "/follow");
                    enough.countDown();
                    return answer;
                });
            });

            assertThat(answers.removeLast()).extracting(Answer::status).containsExactly(200);
            assertThat(answers)
                    .allSatisfy(each -> assertThat(each.getLast().status()).isEqualTo(404));
            long deletion = Stored.eventsOf(followed).getLast().position();
            assertThat(followersIds.stream().flatMap(id -> Stored.eventsOf(id).stream()))
                    .filteredOn(event -> event.payload().contains(followed))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.position()).isLessThan(deletion));
        }
    }

    @Test
    void two_who_commented_on_each_other_are_deleted_at_once() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<String> names = List.of(Names.unique("quarrel"), Names.unique("quarrel"));
            List<Http> both =
                    names.stream().map(name -> anybody.as(name, "author")).toList();
            List<String> ids = names.stream().map(Stored::userIdOf).toList();
            List<String> posts = both.stream()
                    .map(http -> POSTS + "/"
                            + http.post(POSTS, Map.of("title", "Mine")).text("id"))
                    .toList();
            for (int n = 0; n < 2; n++) {
                assertThat(both.get(n).post(posts.get(n) + "/publish", null).status())
                        .isEqualTo(200);
            }
            assertThat(atOnce(
                            20,
                            n -> both.get(n % 2)
                                    .post(posts.get(1 - n % 2) + "/comments", Map.of("content", "No, mine!"))))
                    .extracting(Answer::status)
                    .containsOnly(201);

            List<Answer> answers = atOnce(2, n -> both.get(n).delete(USERS + "/" + ids.get(n)));

            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(ids)
                    .allSatisfy(id -> assertThat(Stored.namesOf(Stored.eventsOfPostsBy(id)))
                            .endsWith("PostDeleted"));
        }
    }
}
