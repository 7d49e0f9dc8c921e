package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What an operator sees of the log. */
class EventAdminJourneyTest {

    private static final String EVENTS = "/api/v1/admin/events";

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    @Test
    void an_event_is_shown_as_it_is_stored() {
        String id = ada.draft("As \"stored\"", "It's 100 % ünïcode.");

        Answer answer = admin.get(EVENTS + "?aggregate=" + id);

        Stored.Event stored = Stored.eventsOf(id).getFirst();
        JsonNode event = answer.data().get(0);
        assertThat(answer.data()).hasSize(1);
        assertThat(event.path("position").asLong()).isEqualTo(stored.position());
        assertThat(event.path("eventId").asString()).isEqualTo(Stored.eventIdAt(stored.position()));
        assertThat(event.path("type").asString()).isEqualTo("PostCreated");
        assertThat(event.path("revision").asString()).isEqualTo("1");
        assertThat(event.path("aggregateType").asString()).isEqualTo("Post");
        assertThat(event.path("aggregateId").asString()).isEqualTo(id);
        assertThat(event.path("version").asLong(-1)).isZero();
        assertThat(event.path("recordedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(event.path("payload").path("content").asString()).isEqualTo("It's 100 % ünïcode.");
        assertThat(answer.raw().body()).contains(stored.payload());
        assertThat(event.path("metadata").path("userId").asString()).isEqualTo(ada.userId());
        assertThat(answer.json().path("meta").path("limit").asInt()).isEqualTo(20);
        assertThat(answer.json().path("meta").path("next").isNull()).isTrue();
    }

    @Test
    void what_is_read_part_by_part_is_the_log() {
        long before = position(Stored.eventsOf(ada.draft("Before")));
        ada.published("One");
        ada.published("Two");
        long last = position(Stored.eventsOf(ada.draft("Last")));

        List<Long> read = new ArrayList<>();
        List<String> types = new ArrayList<>();
        long after = before;
        while (read.isEmpty() || read.getLast() < last) {
            Answer part = admin.get(EVENTS + "?limit=2&after=" + after);
            assertThat(part.data().size()).isBetween(1, 2);
            part.data().values().forEach(event -> {
                read.add(event.path("position").asLong());
                types.add(event.path("type").asString());
            });
            after = part.json().path("meta").path("next").asLong(Long.MAX_VALUE);
        }

        assertThat(read).isSorted().doesNotHaveDuplicates().contains(last).doesNotContain(before);
        assertThat(types).contains("PostCreated", "PostPublished");
    }

    @Test
    void an_aggregate_is_read_part_by_part_by_its_own_events_alone() {
        String id = ada.draft("Tagged");
        for (int tag = 0; tag < 5; tag++) {
            ada.put("/api/v1/posts/" + id + "/tags/t" + tag, null);
            ada.draft("Another");
        }
        List<Long> positions =
                Stored.eventsOf(id).stream().map(Stored.Event::position).toList();
        List<Long> versions = new ArrayList<>();
        String lower = EVENTS + "?limit=4&aggregate=" + id.toLowerCase(java.util.Locale.ROOT);

        Answer first = admin.get(lower);
        Answer second = admin.get(
                lower + "&after=" + first.json().path("meta").path("next").asLong());
        Answer fromBetween = admin.get(lower + "&after=" + (positions.get(1) + 1));
        Answer ofType = admin.get(EVENTS + "?type=PostCreated&aggregate=" + id);

        first.data()
                .values()
                .forEach(event -> versions.add(event.path("version").asLong()));
        second.data()
                .values()
                .forEach(event -> versions.add(event.path("version").asLong()));
        assertThat(versions).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(second.json().path("meta").path("next").isNull()).isTrue();
        assertThat(fromBetween.data().get(0).path("version").asLong()).isEqualTo(2);
        assertThat(ofType.data()).hasSize(1);
    }

    @Test
    void the_inbox_of_a_user_can_be_asked_for_too() {
        ada.post("/api/v1/notifications/read-all", null);

        assertThat(admin.get(EVENTS + "?aggregate=inbox:" + ada.userId())
                        .data()
                        .get(0)
                        .path("type")
                        .asString())
                .isEqualTo("AllNotificationsRead");
    }

    @Test
    void what_a_transaction_before_it_may_still_hide_is_not_shown() {
        long before = position(Stored.eventsOf(ada.draft("Before")));
        var open = new TransactionTemplate(RunningSystem.bean(PlatformTransactionManager.class));

        open.executeWithoutResult(transaction -> {
            RunningSystem.bean(JdbcClient.class).sql("""
                            INSERT INTO domain_event (event_id, aggregate_id, sequence_number, recorded_at, payload_type, payload, metadata)
                            VALUES ('open', 'open', 0, now(), 'Open', '{}', '{}')
                            """).update();
            String hidden = ada.draft("Behind what is open");
            assertThat(admin.get(EVENTS + "?after=" + before).data()).isEmpty();
            assertThat(admin.get(EVENTS + "?aggregate=" + hidden).data()).isEmpty();
            transaction.setRollbackOnly();
        });

        assertThat(admin.get(EVENTS + "?after=" + before).data()).hasSize(1);
    }

    @Test
    void a_name_that_the_log_does_not_hold_finds_nothing() {
        assertThat(admin.get(EVENTS + "?type=PostPainted&after=" + Long.MAX_VALUE)
                        .data())
                .isEmpty();
        assertThat(admin.get(EVENTS + "?type=PostPainted&aggregate=" + ada.draft("Unpainted"))
                        .data())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "after=-1, 422, VALIDATION_FAILED",
        "limit=0, 422, VALIDATION_FAILED",
        "limit=101, 422, VALIDATION_FAILED",
        "type=, 422, VALIDATION_FAILED",
        "type=Post%00Created, 422, VALIDATION_FAILED",
        "type=Post%25Created, 422, VALIDATION_FAILED",
        "after=x, 400, MALFORMED_REQUEST",
        "after=9223372036854775808, 400, MALFORMED_REQUEST",
        "aggregate=none, 400, MALFORMED_ID",
        "aggregate=inbox:none, 400, MALFORMED_ID",
    })
    void what_cannot_be_is_refused(String query, int status, String code) {
        Answer answer = admin.get(EVENTS + "?" + query);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void only_admins_see_it() {
        assertThat(anybody.get(EVENTS).status()).isEqualTo(401);
        assertThat(ada.get(EVENTS).status()).isEqualTo(403);
        assertThat(admin.post(EVENTS, Map.of()).status()).isEqualTo(405);
    }

    private static long position(List<Stored.Event> events) {
        return events.getLast().position();
    }
}
