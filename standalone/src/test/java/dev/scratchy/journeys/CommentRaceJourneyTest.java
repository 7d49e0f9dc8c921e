package dev.scratchy.journeys;

import static dev.scratchy.journeys.AtOnce.atOnce;
import static dev.scratchy.journeys.AtOnce.whileAnswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.Stored.Event;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Comments are streams of their own, and yet none comes behind the end of its post. */
class CommentRaceJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String COMMENTS = "/api/v1/comments";
    private static final int ROUNDS = 10;

    private final Http anybody = RunningSystem.http();
    private final Http author = anybody.as(Names.unique("ada"), "author");
    private final Http reader = anybody.as(Names.unique("rita"));

    private interface Ending {
        Answer of(String post);
    }

    private static String published(Http author) {
        String post = POSTS + "/"
                + author.post(POSTS, Map.of("title", Names.unique("Disputed"))).text("id");
        assertThat(author.post(post + "/publish", null).status()).isEqualTo(200);
        return post;
    }

    private static String idIn(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Answer comment(Http caller, String post) {
        return caller.post(post + "/comments", Map.of("content", "First!"));
    }

    private static void arrived(CountDownLatch enough) throws InterruptedException {
        assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Eight readers comment as fast as they can until they are refused; meanwhile the post is ended. */
    private void assertNoCommentBehind(String endOfPost, Ending ending) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String post = published(author);
            var enough = new CountDownLatch(20);

            List<List<Answer>> answers = atOnce(9, n -> {
                if (n == 8) {
                    arrived(enough);
                    return List.of(ending.of(post));
                }
                return whileAnswered(status -> status == 201, 2_000, () -> {
                    Answer answer = comment(reader, post);
                    enough.countDown();
                    return answer;
                });
            });

            assertThat(answers.removeLast()).extracting(Answer::status).containsExactly(200);
            assertThat(answers)
                    .allSatisfy(each -> assertThat(each.getLast().status()).isEqualTo(404));
            Event end = Stored.eventsOf(idIn(post)).getLast();
            assertThat(end.name()).isEqualTo(endOfPost);
            assertThat(Stored.eventsOfCommentsOn(idIn(post)))
                    .hasSizeGreaterThanOrEqualTo(20)
                    .allSatisfy(event -> assertThat(event.position()).isLessThan(end.position()));
        }
    }

    @Test
    void no_comment_comes_behind_the_withdrawal_of_its_post() throws Exception {
        assertNoCommentBehind("PostUnpublished", post -> author.post(post + "/unpublish", null));
    }

    @Test
    void no_comment_comes_behind_the_archiving_of_its_post() throws Exception {
        assertNoCommentBehind("PostArchived", post -> author.post(post + "/archive", null));
    }

    @Test
    void no_comment_comes_behind_the_deletion_of_its_post() throws Exception {
        assertNoCommentBehind("PostDeleted", author::delete);
    }

    @Test
    void no_edit_and_no_deletion_of_a_comment_comes_behind_the_deletion_of_its_post() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String post = published(author);
            List<Answer> comments = atOnce(8, n -> comment(reader, post));
            var enough = new CountDownLatch(20);

            List<List<Answer>> answers = atOnce(9, n -> {
                if (n == 8) {
                    arrived(enough);
                    return List.of(author.delete(post));
                }
                String comment = COMMENTS + "/" + comments.get(n).text("id");
                var turn = new int[1];
                return whileAnswered(status -> status == 200, 2_000, () -> {
                    Answer answer = n < 6
                            ? reader.patch(comment, Map.of("content", "Edit " + turn[0]++))
                            : reader.delete(comment);
                    enough.countDown();
                    return answer;
                });
            });

            assertThat(answers.removeLast()).extracting(Answer::status).containsExactly(200);
            assertThat(answers)
                    .allSatisfy(each -> assertThat(each.getLast().status()).isEqualTo(404));
            long end = Stored.eventsOf(idIn(post)).getLast().position();
            assertThat(Stored.eventsOfCommentsOn(idIn(post)))
                    .allSatisfy(event -> assertThat(event.position()).isLessThan(end));
        }
    }

    @Test
    void whoever_comments_on_their_own_post_while_they_are_deleted_does_not_wait_in_a_circle() throws Exception {
        long deadlocks = Stored.deadlocks();
        for (int round = 0; round < ROUNDS; round++) {
            String name = Names.unique("leaving");
            Http leaving = anybody.as(name, "author");
            String id = Stored.userIdOf(name);
            String post = published(leaving);
            var enough = new CountDownLatch(20);

            List<List<Answer>> answers = atOnce(9, n -> {
                if (n == 8) {
                    arrived(enough);
                    return List.of(leaving.delete("/api/v1/users/" + id));
                }
                return whileAnswered(status -> status == 201, 2_000, () -> {
                    Answer answer = comment(leaving, post);
                    enough.countDown();
                    return answer;
                });
            });

            assertThat(answers.removeLast()).extracting(Answer::status).containsExactly(200);
            assertThat(answers)
                    .allSatisfy(each -> assertThat(each.getLast().status()).isIn(403, 404));
            long end = Stored.eventsOf(idIn(post)).getLast().position();
            assertThat(Stored.eventsOfCommentsOn(idIn(post)))
                    .allSatisfy(event -> assertThat(event.position()).isLessThan(end));
        }
        assertThat(Stored.deadlocks()).isEqualTo(deadlocks);
    }
}
