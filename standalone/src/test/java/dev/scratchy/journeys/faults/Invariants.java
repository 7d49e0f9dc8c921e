package dev.scratchy.journeys.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Eventually;
import dev.scratchy.journeys.Http;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has to be so after any fault, when nobody writes. */
final class Invariants {

    private static final Duration LATEST = Duration.ofSeconds(60);

    private static final String TITLES = """
            SELECT payload ->> 'title', count(*)
            FROM app_log.domain_event
            WHERE payload_type IN ('PostCreated', 'PostUpdated')
            GROUP BY 1
            """;

    /** Of one aggregate, each number up to the last one is there once. */
    private static final String GAPS = """
            SELECT aggregate_id, count(*)
            FROM app_log.domain_event
            GROUP BY aggregate_id
            HAVING count(*) <> max(sequence_number) + 1
            """;

    /**
     * What a command writes beside its event: the slug that it has taken, and the answer that its key is remembered with. Each is
     * there exactly when its event is; a refusal has none.
     */
    private static final String HALF_DONE = """
            SELECT aggregate_id, 1
            FROM app_log.domain_event AS e
            WHERE payload_type = 'PostCreated'
                AND NOT EXISTS (SELECT FROM app_log.slug_reservation AS r WHERE r.post_id = e.aggregate_id)
            UNION ALL
            SELECT post_id, 1
            FROM app_log.slug_reservation AS r
            WHERE NOT EXISTS (SELECT FROM app_log.domain_event AS e WHERE e.aggregate_id = r.post_id)
            UNION ALL
            SELECT idempotency_key, 1
            FROM app_log.idempotency_record AS r
            WHERE refusal_code IS NULL
                AND NOT EXISTS (
                    SELECT
                    FROM app_log.domain_event AS e
                    WHERE e.position = r.position AND e.aggregate_id = r.aggregate AND e.sequence_number = r.version)
            """;

    /** What was wished for with each key, as the event has it that the remembered answer names. */
    private static final String REMEMBERED = """
            SELECT r.idempotency_key, e.payload ->> 'title'
            FROM app_log.idempotency_record AS r JOIN app_log.domain_event AS e ON e.position = r.position
            """;

    private static final String SHOWN = "SELECT id, title FROM app.post";

    private Invariants() {}

    /** Everything that can be told from outside, in the end. */
    static void check(Deployment deployment, Load load, Http admin) {
        assertThat(load.violations()).isEmpty();
        Eventually.caughtUp(LATEST, admin);
        inTheLog(deployment, load.titles().values());
        assertThat(rows(deployment, REMEMBERED)).as("keys forgotten").containsAllEntriesOf(load.titles());
        assertThat(rows(deployment, GAPS)).as("gaps").isEmpty();
        assertThat(rows(deployment, HALF_DONE)).as("half done").isEmpty();
        nothingStale(deployment, admin);
        viewsAreFreshFolds(admin);
    }

    /** Each acknowledged command has left one event, and none has left two. */
    private static void inTheLog(Deployment deployment, Collection<String> acknowledged) {
        Map<String, String> events = rows(deployment, TITLES);
        assertThat(events.keySet()).as("lost").containsAll(acknowledged);
        assertThat(events.values()).as("twice").containsOnly("1");
    }

    /** What the cache answers is what the view has. */
    private static void nothingStale(Deployment deployment, Http reader) {
        Map<String, String> shown = rows(deployment, SHOWN);
        assertThat(shown).isNotEmpty();
        assertThat(shown.keySet().stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                id -> reader.get("/api/v1/posts/" + id).text("title"))))
                .as("stale")
                .isEqualTo(shown);
    }

    static void viewsAreFreshFolds(Http admin) {
        List<String> verified = new ArrayList<>();
        for (String projection : List.of("posts", "users", "search", "comments", "notifications")) {
            verified.add(admin.post("/api/v1/admin/projections/" + projection + "/replay?mode=verify", null)
                    .header("location"));
        }
        for (String replay : verified) {
            Eventually.completed(LATEST, admin, replay);
            assertThat(admin.get(replay).data().path("differences").values())
                    .as(replay)
                    .isEmpty();
        }
    }

    private static Map<String, String> rows(Deployment deployment, String sql) {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = deployment.postgres().connect("postgres");
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                rows.put(String.valueOf(answer.getString(1)), String.valueOf(answer.getString(2)));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return rows;
    }
}
