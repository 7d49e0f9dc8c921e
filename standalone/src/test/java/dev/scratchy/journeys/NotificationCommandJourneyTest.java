package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.shared.identity.NotificationId;
import dev.scratchy.shared.identity.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Notifications are there for whoever knows their ids, so this needs no list of them. */
class NotificationCommandJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final String NOTIFICATIONS = "/api/v1/notifications";
    private static final String READ_ALL = NOTIFICATIONS + "/read-all";

    private final Http anybody = RunningSystem.http();
    private final String name = Names.unique("ada");
    private final Http ada = anybody.as(name, "author");
    private final UserId adasId = UserId.of(Stored.userIdOf(name));
    private final Http ben = anybody.as(Names.unique("ben"), "author");

    /** The id by which somebody is told of an event. */
    private static String notificationOf(Stored.Event event, UserId user) {
        return NotificationId.of(event.position(), Stored.eventIdAt(event.position()), user)
                .value();
    }

    private static String read(String notification) {
        return NOTIFICATIONS + "/" + notification + "/read";
    }

    private List<Stored.Event> published() {
        String id = ada.post(POSTS, Map.of("title", Names.unique("News"))).text("id");
        assertThat(ada.post(POSTS + "/" + id + "/publish", null).status()).isEqualTo(200);
        return Stored.eventsOf(id);
    }

    @Test
    void a_notification_is_read_once() {
        String ofPublication = notificationOf(published().getLast(), adasId);

        Answer first = ada.post(read(ofPublication), null);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("id")).isEqualTo(ofPublication);
        assertThat(first.header("etag")).isEqualTo("\"0\"");
        assertThat(first.header("location")).isEmpty();
        assertThat(ada.post(read(ofPublication), null).header("etag")).isEqualTo("\"0\"");
        assertThat(ada.post(read(ofPublication.toLowerCase(java.util.Locale.ROOT)), null)
                        .header("etag"))
                .isEqualTo("\"0\"");

        assertThat(Stored.eventsOf("inbox:" + adasId)).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("NotificationRead");
            assertThat(event.payload()).contains(adasId.value(), ofPublication);
        });
    }

    @Test
    void a_comment_is_notified_of_too() {
        String post = published().getFirst().aggregateId();
        String comment = ben.post(POSTS + "/" + post + "/comments", Map.of("content", "Well"))
                .text("id");

        assertThat(ada.post(read(notificationOf(Stored.eventsOf(comment).getFirst(), adasId)), null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_nobody_is_notified_of_and_what_is_somebody_elses_is_not_found() {
        List<Stored.Event> events = published();
        String ofCreation = notificationOf(events.getFirst(), adasId);
        String adas = notificationOf(events.getLast(), adasId);

        assertThat(ada.post(read(ofCreation), null).code()).isEqualTo("NOT_FOUND");
        assertThat(ben.post(read(adas), null).code()).isEqualTo("NOT_FOUND");
        assertThat(ada.post(read("7ZZZZZZZZZFFFFFFFFFFFFFFFF"), null).code()).isEqualTo("NOT_FOUND");
        assertThat(ada.post(read("nothing"), null).code()).isEqualTo("MALFORMED_ID");
        assertThat(anybody.post(read(adas), null).status()).isEqualTo(401);
        assertThat(Stored.eventsOf("inbox:" + adasId)).isEmpty();
    }

    @Test
    void everything_is_read_at_once_and_what_was_read_before_stays_so() {
        String before = notificationOf(published().getLast(), adasId);
        assertThat(ada.post(read(before), null).status()).isEqualTo(200);

        Answer all = ada.post(READ_ALL, null);
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.text("id")).isEqualTo(adasId.value());
        assertThat(all.header("etag")).isEqualTo("\"1\"");
        assertThat(ada.post(read(before), null).header("etag")).isEqualTo("\"1\"");

        String after = notificationOf(published().getLast(), adasId);
        assertThat(ada.post(read(after), null).header("etag")).isEqualTo("\"2\"");
        assertThat(Stored.namesOf(Stored.eventsOf("inbox:" + adasId)))
                .containsExactly("NotificationRead", "AllNotificationsRead", "NotificationRead");
        assertThat(anybody.post(READ_ALL, null).status()).isEqualTo(401);
    }

    @Test
    void an_inbox_may_begin_with_everything() {
        Answer all = ada.post(READ_ALL, null);

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.header("etag")).isEqualTo("\"0\"");
    }
}
