package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamJourneyTest {

    private static final String POSTS = "/api/v1/posts/";
    private static final String INBOX = "/api/v1/me/notifications/stream";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http fan = anybody.as(Names.unique("fan"));

    @Test
    void changes_come_in_order_and_can_be_read_when_they_come() throws InterruptedException {
        String post = ada.readable("Live");
        try (EventStream stream = EventStream.opened(anybody, POSTS + post + "/changes", null)) {
            assertThat(stream.header("content-type")).isEqualToIgnoringCase("text/event-stream;charset=UTF-8");
            assertThat(stream.header("cache-control")).isEqualTo("no-store");
            long before = stream.lastId();
            for (int version = 2; version < 12; version++) {
                change(ada, post, version);
            }
            for (int version = 2; version < 12; version++) {
                EventStream.Event event = stream.next();
                assertThat(event.type()).isEqualTo("PostUpdated");
                assertThat(event.id()).isGreaterThan(before);
                before = event.id();
                assertThat(event.data().path("id").asString()).isEqualTo(post);
                assertThat(event.data().path("version").asInt()).isEqualTo(version);
                assertThat(anybody.get(POSTS + post).data().path("version").asInt())
                        .isGreaterThanOrEqualTo(version);
                assertThat(anybody.get(
                                        POSTS + post,
                                        "Consistency-Token",
                                        event.data().path("consistencyToken").asString())
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void notifications_come_to_whom_they_are_for() throws InterruptedException {
        fan.put("/api/v1/users/" + ada.userId() + "/follow", null);
        try (EventStream mine = EventStream.opened(fan, INBOX, null);
                EventStream hers = EventStream.opened(ada, INBOX, null)) {
            String post = ada.published("Told at once");
            EventStream.Event told = mine.next();
            assertThat(told.type()).isEqualTo("notification");
            assertThat(told.data().path("kind").asString()).isEqualTo("post_published");
            assertThat(told.data().path("postId").asString()).isEqualTo(post);
            assertThat(told.data().path("consistencyToken").asString()).isNotEmpty();
            String comment = fan.comment(post, "First");
            assertThat(hers.next().data().path("commentId").asString()).isEqualTo(comment);
            assertThat(mine.poll(50)).isNull();
        }
    }

    /** Cut again and again while somebody writes, on two nodes in turn, of which one is started anew. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whoever_comes_back_misses_nothing_and_gets_nothing_twice() throws InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("Seed of the cuts: " + seed);
        var random = new Random(seed);
        int changes = 150;
        String post = ada.readable("Cut");
        fan.put("/api/v1/users/" + ada.userId() + "/follow", null);
        long place;
        long inboxPlace;
        try (EventStream first = EventStream.opened(anybody, POSTS + post + "/changes", null);
                EventStream inbox = EventStream.opened(ada, INBOX, null)) {
            place = first.lastId();
            inboxPlace = inbox.lastId();
        }
        CompletableFuture<Void> writer = CompletableFuture.runAsync(
                () -> {
                    for (int version = 2; version < changes + 2; version++) {
                        change(ada, post, version);
                        if (version % 5 == 0) {
                            fan.comment(post, "At " + version);
                        }
                    }
                },
                writing -> Thread.ofVirtual().start(writing));
        List<Long> versions = new ArrayList<>();
        List<String> told = new ArrayList<>();
        Node other = Node.querySide();
        try {
            for (int cut = 0; versions.size() < changes || told.size() < changes / 5; cut++) {
                if (writer.isCompletedExceptionally()) {
                    // What it did not write is not waited for.
                    writer.join();
                }
                boolean elsewhere = random.nextBoolean();
                Http reader = elsewhere ? other.http(null) : anybody;
                Http owner = elsewhere ? other.http(ada.token()) : ada;
                try (EventStream stream = EventStream.opened(reader, POSTS + post + "/changes", place);
                        EventStream inbox = EventStream.opened(owner, INBOX, inboxPlace)) {
                    for (int wanted = random.nextInt(40); wanted > 0; wanted--) {
                        EventStream.Event event = stream.poll(200);
                        if (event != null && !event.type().isEmpty()) {
                            versions.add(event.data().path("version").asLong());
                            place = event.id();
                        }
                        EventStream.Event notice = inbox.poll(1);
                        if (notice != null && !notice.type().isEmpty()) {
                            told.add(notice.data().path("id").asString());
                            inboxPlace = notice.id();
                        }
                    }
                    if (cut == 3) {
                        other.close();
                    }
                }
                if (cut == 3) {
                    other = Node.querySide();
                }
            }
        } finally {
            // Whatever has become of it.
            writer.handle((written, failure) -> failure == null).join();
            other.close();
        }
        assertThat(versions)
                .containsExactlyElementsOf(
                        LongStream.range(2, changes + 2).boxed().toList());
        assertThat(told).hasSize(changes / 5).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void whoever_comes_back_late_gets_everything_page_by_page() throws InterruptedException {
        String post = ada.readable("Late");
        long place;
        try (EventStream first = EventStream.opened(anybody, POSTS + post + "/changes", null)) {
            place = first.lastId();
        }
        for (int version = 2; version < 252; version++) {
            change(ada, post, version);
        }
        try (EventStream late = EventStream.opened(anybody, POSTS + post + "/changes", place)) {
            for (int version = 2; version < 252; version++) {
                assertThat(late.next().data().path("version").asInt()).isEqualTo(version);
            }
            change(ada, post, 252);
            assertThat(late.next().data().path("version").asInt()).isEqualTo(252);
        }
    }

    @Test
    void a_stream_ends_with_the_right_to_read_and_shows_nothing_of_what_was_hidden() throws InterruptedException {
        String post = ada.readable("Withdrawn");
        String changes = POSTS + post + "/changes";
        try (EventStream outsider = EventStream.opened(anybody, changes, null);
                EventStream author = EventStream.opened(ada, changes, null)) {
            long place = outsider.lastId();
            ada.post(POSTS + post + "/unpublish", null);
            assertThat(outsider.next().type()).isEqualTo("PostUnpublished");
            assertThat(outsider.next().type()).as("the end").isEmpty();
            assertThat(anybody.get(changes, "Last-Event-ID", Long.toString(place))
                            .status())
                    .isEqualTo(404);
            assertThat(author.next().type()).isEqualTo("PostUnpublished");

            long hidden = author.lastId();
            change(ada, post, 3);
            assertThat(author.next().type()).isEqualTo("PostUpdated");
            ada.post(POSTS + post + "/publish", null);
            assertThat(author.next().type()).isEqualTo("PostPublished");
            try (EventStream back = EventStream.opened(anybody, changes, hidden)) {
                assertThat(back.next().type()).isEqualTo("PostPublished");
                ada.delete(POSTS + post);
                assertThat(back.next().type()).isEqualTo("PostDeleted");
                assertThat(back.next().type()).as("the end").isEmpty();
            }
            assertThat(author.next().type()).isEqualTo("PostDeleted");
            assertThat(author.next().type()).as("the end").isEmpty();
        }
    }

    @Test
    void what_cannot_be_is_refused() {
        String post = ada.readable("Refusals");
        String changes = POSTS + post + "/changes";
        assertThat(anybody.get(changes, "Last-Event-ID", "soon").code()).isEqualTo("MALFORMED_REQUEST");
        assertThat(anybody.get(changes, "Last-Event-ID", "999999999999").code()).isEqualTo("MALFORMED_REQUEST");
        assertThat(anybody.get(changes, "accept", "application/json").status()).isEqualTo(406);
        assertThat(anybody.send("HEAD", changes, null).status()).isEqualTo(200);
        assertThat(anybody.get(POSTS + ada.draft("Hidden") + "/changes").status())
                .isEqualTo(404);
        assertThat(anybody.get(INBOX).status()).isEqualTo(401);
    }

    @Test
    void a_node_gives_signs_of_life_and_has_a_limit_and_ends_its_streams_when_it_ends() throws InterruptedException {
        String post = ada.readable("Limits");
        Node node = Node.querySide("--scratchy.streams.heartbeat=20ms", "--scratchy.streams.maximum=1");
        try (EventStream only = EventStream.opened(node.http(null), POSTS + post + "/changes", null)) {
            Eventually.see(() -> assertThat(only.places()).isGreaterThan(3));
            Http.Answer refused = node.http(null).get(POSTS + post + "/changes");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isNotEmpty();
            change(ada, post, 2);
            long changed = only.next().id();
            Eventually.see(() -> assertThat(only.lastId()).isGreaterThanOrEqualTo(changed));
            long begin = System.nanoTime();
            node.close();
            assertThat(only.next().type()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        } finally {
            node.close();
        }
    }

    private static void change(Http author, String post, int version) {
        assertThat(author.patch(POSTS + post, Map.of("content", "Version " + version))
                        .status())
                .isEqualTo(200);
    }
}
