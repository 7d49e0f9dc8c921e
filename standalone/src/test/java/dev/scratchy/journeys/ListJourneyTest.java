package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scratchy.journeys.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Lists of posts: what comes with them, their totals, their cursors, the feed. */
class ListJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http bob = anybody.as(Names.unique("bob"), "author");

    @Test
    void posts_come_with_their_author_and_latest_five_comments() {
        String first = ada.published("Discussed");
        String second = ada.published("Not discussed");
        for (int number = 1; number <= 7; number++) {
            bob.comment(first, "Comment " + number);
        }
        String list = POSTS + "?include=author,comments&author=" + ada.userId();

        Eventually.see(
                () -> assertThat(post(list, first).path("commentCount").asInt()).isEqualTo(7));
        Eventually.see(() -> assertThat(post(list, first).path("comments").values())
                .extracting(comment -> comment.path("content").asString())
                .containsExactly("Comment 7", "Comment 6", "Comment 5", "Comment 4", "Comment 3"));
        assertThat(post(list, first)
                        .path("comments")
                        .get(0)
                        .path("author")
                        .path("id")
                        .asString())
                .isEqualTo(bob.userId());
        assertThat(post(list, first).path("author").path("id").asString()).isEqualTo(ada.userId());
        assertThat(post(list, second).path("comments").isArray()).isTrue();
        assertThat(post(list, second).path("comments")).isEmpty();
        assertThat(post(POSTS + "?author=" + ada.userId(), first).has("author")).isFalse();
        JsonNode alone = anybody.get(POSTS + "/" + first + "?include=comments").data();
        assertThat(alone.path("comments")).hasSize(5);
        assertThat(alone.has("author")).isFalse();
        assertThat(anybody.get(POSTS + "?include=secrets").status()).isEqualTo(422);
    }

    @Test
    void what_is_included_is_renewed_when_it_changes() {
        String id = ada.published("Renewed");
        String list = POSTS + "?include=author,comments&author=" + ada.userId();
        Eventually.see(() -> assertThat(anybody.get(list).data()).hasSize(1));

        bob.comment(id, "New");
        ada.patch("/api/v1/users/" + ada.userId(), Map.of("displayName", "Ada the Second"));

        Eventually.see(() -> {
            assertThat(post(list, id).path("comments")).hasSize(1);
            assertThat(post(list, id).path("author").path("displayName").asString())
                    .isEqualTo("Ada the Second");
        });
        bob.patch("/api/v1/users/" + bob.userId(), Map.of("displayName", "Bob the Second"));
        Eventually.see(() -> assertThat(post(list, id)
                        .path("comments")
                        .get(0)
                        .path("author")
                        .path("displayName")
                        .asString())
                .isEqualTo("Bob the Second"));
    }

    @Test
    void a_page_with_everything_costs_three_statements_however_long_it_is() {
        for (int number = 0; number < 30; number++) {
            String id = (number % 2 == 0 ? ada : bob).published("Counted " + number);
            ada.comment(id, "One");
            bob.comment(id, "Two");
        }
        Eventually.caughtUp(admin);

        assertThat(statementsOf(POSTS + "?include=author,comments&limit=2&page=1"))
                .hasSize(3);
        assertThat(statementsOf(POSTS + "?include=author,comments&limit=29&page=1"))
                .hasSize(3);
        assertThat(statementsOf(POSTS + "?limit=28&page=1")).hasSize(1);
        assertThat(statementsOf(POSTS + "?limit=28&page=1")).as("cached").isEmpty();
    }

    @Test
    void totals_follow_every_change_of_status_and_tags() {
        String one = Names.unique("tag-one");
        String two = Names.unique("tag-two");
        String first = ada.published("First", "-", one, two);
        String second = ada.published("Second", "-", one);
        String draft = ada.draft("Draft", "-", one);

        Eventually.caughtUp(admin);
        assertThat(total("?tag=" + one)).isEqualTo(2);
        assertThat(total("?tag=" + two)).isEqualTo(1);
        assertThat(total("?tag=" + one + "&author=" + ada.userId())).isEqualTo(2);
        assertThat(tagged(one)).isEqualTo(2);
        assertThat(ada.get(POSTS + "?status=draft&tag=" + one)
                        .json()
                        .path("meta")
                        .path("total")
                        .asInt())
                .isEqualTo(1);

        ada.post(POSTS + "/" + draft + "/publish", null);
        ada.delete(POSTS + "/" + first + "/tags/" + one);
        ada.patch(POSTS + "/" + second, Map.of("tags", List.of(two)));
        Eventually.caughtUp(admin);
        assertThat(total("?tag=" + two)).isEqualTo(2);
        assertThat(total("?tag=" + one)).isEqualTo(1);

        ada.post(POSTS + "/" + second + "/archive", null);
        ada.delete(POSTS + "/" + first);
        Eventually.caughtUp(admin);
        assertThat(total("?tag=" + two)).isZero();
        assertThat(tagged(two)).as("an unused tag is none").isEqualTo(0);
        assertThat(total("?author=" + ada.userId())).isEqualTo(1);
    }

    @Test
    void a_feed_has_the_posts_of_those_one_follows() {
        Http reader = anybody.as(Names.unique("reader"));
        Http carl = anybody.as(Names.unique("carl"), "author");
        reader.put("/api/v1/users/" + ada.userId() + "/follow", null);
        reader.put("/api/v1/users/" + bob.userId() + "/follow", null);
        String first = ada.published("By Ada");
        carl.published("By Carl");
        String second = bob.published("By Bob");
        String third = ada.published("By Ada again");
        ada.draft("Not yet");

        Eventually.caughtUp(admin);
        assertThat(ids(reader.get("/api/v1/me/feed"))).containsExactly(third, second, first);
        assertThat(reader.get("/api/v1/me/feed?limit=2")
                        .json()
                        .path("meta")
                        .path("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(ids(reader.get("/api/v1/me/feed?limit=2&page=2"))).containsExactly(first);
        assertThat(walk(reader, "/api/v1/me/feed?limit=1")).containsExactly(third, second, first);
        assertThat(reader.get("/api/v1/me/feed?include=author")
                        .data()
                        .get(0)
                        .path("author")
                        .path("id")
                        .asString())
                .isEqualTo(ada.userId());
        assertThat(anybody.get("/api/v1/me/feed").status()).isEqualTo(401);
    }

    @Test
    void pages_and_cursors_go_through_the_same_list() {
        List<String> published = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            published.addFirst(ada.published("Number " + number));
        }
        String list = POSTS + "?author=" + ada.userId();
        Eventually.see(() -> assertThat(ids(anybody.get(list))).isEqualTo(published));

        assertThat(walk(anybody, list + "&limit=3")).isEqualTo(published);
        String next = anybody.get(list + "&limit=3&after=")
                .json()
                .path("meta")
                .path("next")
                .asString();
        assertThat(ids(anybody.get(list + "&limit=3&page=1"))).isEqualTo(published.subList(0, 3));
        assertThat(ids(anybody.get(list + "&limit=4&after=" + next))).isEqualTo(published.subList(3, 7));
        assertThat(anybody.get(list + "&page=1&after=").status()).isEqualTo(422);
        assertThat(anybody.get(list + "&after=nonsense").status()).isEqualTo(422);
    }

    @Test
    void drafts_go_by_cursor_too() {
        List<String> drafts = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            drafts.addFirst(ada.draft("Draft " + number));
        }
        Eventually.see(() -> assertThat(ids(ada.get(POSTS + "?status=draft"))).isEqualTo(drafts));

        assertThat(walk(ada, POSTS + "?status=draft&limit=2")).isEqualTo(drafts);
    }

    static List<String> walk(Http caller, String list) {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            Answer part = caller.get(list + "&after=" + after);
            assertThat(part.status()).isEqualTo(200);
            ids.addAll(ids(part));
            after = part.json().path("meta").path("next").asString("");
        } while (!after.isEmpty());
        return ids;
    }

    /** The SQL that one request makes the system run, told from everything else by the request's correlation id. */
    private List<String> statementsOf(String path) {
        Logger jdbc = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent event) {
                // Takes the correlation id along, which is the logging thread's own.
                event.prepareForDeferredProcessing();
                super.append(event);
            }
        };
        String correlation = Names.unique("counting");
        jdbc.setLevel(Level.DEBUG);
        jdbc.setAdditive(false);
        jdbc.addAppender(appender);
        appender.start();
        try {
            assertThat(anybody.get(path, "x-correlation-id", correlation).status())
                    .isEqualTo(200);
        } finally {
            jdbc.detachAppender(appender);
            jdbc.setAdditive(true);
            jdbc.setLevel(null);
        }
        return List.copyOf(appender.list).stream()
                .filter(event -> correlation.equals(event.getMDCPropertyMap().get("correlationId")))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.startsWith("Executing prepared SQL statement"))
                .toList();
    }

    private int total(String filter) {
        return anybody.get(POSTS + filter).json().path("meta").path("total").asInt(-1);
    }

    private int tagged(String tag) {
        return anybody.get("/api/v1/tags").data().values().stream()
                .filter(count -> count.path("tag").asString().equals(tag))
                .mapToInt(count -> count.path("posts").asInt())
                .sum();
    }

    private JsonNode post(String list, String id) {
        return anybody.get(list).data().values().stream()
                .filter(post -> post.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(Answer list) {
        return list.data().values().stream()
                .map(post -> post.path("id").asString())
                .toList();
    }
}
