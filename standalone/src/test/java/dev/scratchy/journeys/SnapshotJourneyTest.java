package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.notification.NotificationRead;
import dev.scratchy.shared.post.PostTagged;
import dev.scratchy.shared.post.PostUntagged;
import dev.scratchy.shared.user.UserUpdated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has many events decides as it did with few, whether it is loaded from a snapshot or not. */
class SnapshotJourneyTest {

    private static final int MANY = 120;

    private final JdbcClient jdbc = RunningSystem.bean(JdbcClient.class);
    private final Http ada = RunningSystem.http().as(Names.unique("ada"), "author");
    private final Http bob = RunningSystem.http().as(Names.unique("bob"), "author");

    @Test
    void a_post_decides_the_same_with_a_snapshot_and_without() {
        List<Function<String, Answer>> wishes = List.of(
                post -> ada.put(post + "/tags/kept", null),
                post -> ada.put(post + "/tags/more", null),
                post -> ada.patch(post, Map.of("content", "Other words."), "if-match", "\"7\""),
                post -> ada.patch(post, Map.of("content", "Other words."), "if-match", "*"),
                post -> ada.patch(post, Map.of("content", "Other words.")),
                post -> ada.patch(post, Map.of("tags", List.of("kept", "more"))),
                post -> bob.patch(post, Map.of("title", "Not his")),
                post -> ada.post(post + "/publish", Map.of("publishedAt", "2001-01-01T00:00:00Z")),
                post -> ada.post(post + "/unpublish", null),
                post -> ada.post(post + "/archive", null),
                post -> ada.patch(post, Map.of("title", "Too late")),
                post -> ada.delete(post),
                post -> ada.patch(post, Map.of("title", "Back?")));
        String saved = longPost();
        String folded = longPost();

        for (Function<String, Answer> wish : wishes) {
            Answer fromSnapshot = wish.apply("/api/v1/posts/" + saved);
            forget(folded);
            Answer fromEvents = wish.apply("/api/v1/posts/" + folded);

            assertThat(fromSnapshot.status()).isEqualTo(fromEvents.status());
            assertThat(fromSnapshot.code()).isEqualTo(fromEvents.code());
            assertThat(fromSnapshot.header("etag")).isEqualTo(fromEvents.header("etag"));
        }
        assertThat(snapshotOf(saved)).isEqualTo("Post 1");
        assertThat(Stored.namesOf(Stored.eventsOf(saved))).isEqualTo(Stored.namesOf(Stored.eventsOf(folded)));
    }

    /** Published, with so many events that the last command had a snapshot taken. */
    private String longPost() {
        String post = ada.published(Names.unique("Long"), "With words.", "kept");
        append("Post", post, 2, n -> n % 2 == 0 ? new PostTagged(post, "now") : new PostUntagged(post, "now"));
        assertThat(ada.patch("/api/v1/posts/" + post, Map.of("content", "With more words."))
                        .status())
                .isEqualTo(200);
        Eventually.see(() -> assertThat(snapshotOf(post)).isEqualTo("Post 1"));
        return post;
    }

    @Test
    void a_command_begins_with_the_snapshot_and_not_with_the_events() {
        String post = longPost();
        jdbc.sql(
                        "UPDATE snapshot SET payload = jsonb_set(payload::jsonb, '{tags}', '[\"forged\"]')::json WHERE aggregate_id = ?")
                .param(post)
                .update();

        assertThat(ada.put("/api/v1/posts/" + post + "/tags/forged", null).header("etag"))
                .isEqualTo("\"" + (MANY + 2) + "\"");
    }

    @Test
    void a_snapshot_of_another_revision_gives_way_to_one_of_this() {
        String post = longPost();
        jdbc.sql("UPDATE snapshot SET payload_revision = '0', payload = '{}' WHERE aggregate_id = ?")
                .param(post)
                .update();

        assertThat(ada.put("/api/v1/posts/" + post + "/tags/kept", null).header("etag"))
                .isEqualTo("\"" + (MANY + 2) + "\"");
        Eventually.see(() -> assertThat(snapshotOf(post)).isEqualTo("Post 1"));
    }

    @Test
    void a_snapshot_that_cannot_be_read_is_as_none() {
        String post = longPost();
        jdbc.sql("UPDATE snapshot SET payload = '{\"titel\": 7}' WHERE aggregate_id = ?")
                .param(post)
                .update();

        assertThat(ada.put("/api/v1/posts/" + post + "/tags/kept", null).header("etag"))
                .isEqualTo("\"" + (MANY + 2) + "\"");
    }

    @Test
    void a_user_is_saved_with_whom_they_follow() {
        String user = ada.userId();
        ada.put("/api/v1/users/" + bob.userId() + "/follow", null);
        long next = Stored.eventsOf(user).size();
        append("User", user, next, n -> new UserUpdated(user, null, "Ada " + n, null, null));

        assertThat(ada.patch("/api/v1/users/" + user, Map.of("bio", "Writes.")).status())
                .isEqualTo(200);
        Eventually.see(() -> assertThat(snapshotOf(user)).isEqualTo("User 1"));
        List<Stored.Event> before = Stored.eventsOf(user);
        ada.patch("/api/v1/users/" + user, Map.of("bio", "Writes."));

        assertThat(Stored.eventsOf(user)).isEqualTo(before);
    }

    @Test
    void an_inbox_is_saved_with_what_was_read() {
        String inbox = "inbox:" + bob.userId();
        append("Inbox", inbox, 0, n -> new NotificationRead(bob.userId(), notification(n)));

        assertThat(bob.post("/api/v1/notifications/read-all", null).status()).isLessThan(300);
        Eventually.see(() -> assertThat(snapshotOf(inbox)).isEqualTo("Inbox 1"));
        List<Stored.Event> before = Stored.eventsOf(inbox);

        assertThat(bob.post("/api/v1/notifications/" + notification(MANY - 1) + "/read", null)
                        .status())
                .isLessThan(300);
        assertThat(Stored.eventsOf(inbox)).isEqualTo(before);
    }

    private String notification(int number) {
        return NotificationId.beginning(number) + "0123456789ABCDEF";
    }

    private void append(String type, String id, long first, IntFunction<Object> payload) {
        List<EventMessage<?>> events = new ArrayList<>();
        IntStream.range(0, MANY)
                .forEach(n -> events.add(new GenericDomainEventMessage<>(type, id, first + n, payload.apply(n))));
        var work = DefaultUnitOfWork.startAndGet(null);
        work.attachTransaction(RunningSystem.bean(TransactionManager.class));
        RunningSystem.bean(EventStore.class).publish(events);
        work.commit();
    }

    private void forget(String id) {
        jdbc.sql("DELETE FROM snapshot WHERE aggregate_id = ?").param(id).update();
    }

    private String snapshotOf(String id) {
        return jdbc.sql("SELECT payload_type || ' ' || payload_revision FROM snapshot WHERE aggregate_id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
