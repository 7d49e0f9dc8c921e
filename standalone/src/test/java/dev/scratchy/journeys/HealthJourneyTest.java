package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whether a process is well, as those are told who decide whether it gets requests, and as an operator is told. */
class HealthJourneyTest {

    private static final String HEALTH = "/actuator/health";
    private static final String LIVENESS = HEALTH + "/liveness";
    private static final String READINESS = HEALTH + "/readiness";

    /** What an orchestrator waits for an answer at most, when it is patient. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");
    private final Http admin = anybody.as(Names.unique("admin"), "admin");

    @Test
    void everybody_may_know_whether_a_node_is_well_and_only_admins_how() {
        for (Http caller : List.of(anybody, ada)) {
            for (String path : List.of(HEALTH, LIVENESS, READINESS)) {
                Answer answer = caller.get(path);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.json().path("status").asString()).isEqualTo("UP");
                assertThat(answer.raw().body()).doesNotContain("components", "details");
            }
        }
        JsonNode components = admin.get(HEALTH).json().path("components");
        assertThat(components.path("db").path("status").asString()).isEqualTo("UP");
        JsonNode log = components.path("log").path("details");
        assertThat(log.path("reading").asBoolean()).isTrue();
        assertThat(log.path("lastLookMillis").asLong(-1)).isBetween(0L, 5_000L);
        Eventually.see(() -> {
            JsonNode projections = admin.get(HEALTH).json().path("components").path("projections");
            assertThat(projections.path("details").path("posts").path("state").asString())
                    .isEqualTo("running");
            assertThat(projections.path("details").path("posts").has("deadLetters"))
                    .isTrue();
        });
        assertThat(admin.get(READINESS).json().path("components").propertyNames())
                .containsExactlyInAnyOrder("readinessState", "db", "log");
    }

    @Test
    void without_the_database_a_node_is_not_ready_and_goes_on_living() {
        String url = String.valueOf(RunningSystem.servers().get("DATABASE_URL"));
        int port = URI.create(url).getPort();
        try (Gate gate = new Gate(port);
                Node node = Node.commandSide(
                        List.of(), "--DATABASE_URL=" + url.replace(":" + port + "/", ":" + gate.port() + "/"))) {
            Http orchestrator = node.http(null);
            assertThat(orchestrator.get(READINESS).status()).isEqualTo(200);

            gate.shut();

            Eventually.see(() -> {
                long begin = System.nanoTime();
                Answer answer = orchestrator.get(READINESS);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().path("status").asString()).isEqualTo("DOWN");
                assertThat(answer.raw().body()).doesNotContain("components", "127.0.0.1");
            });
            assertThat(orchestrator.get(LIVENESS).status()).isEqualTo(200);
            Answer why = node.http(admin.token()).get(READINESS);
            assertThat(why.json().path("components").path("db").path("status").asString())
                    .isEqualTo("DOWN");
            assertThat(why.raw().body()).doesNotContain("127.0.0.1", "scratchy@");

            gate.open();

            Eventually.see(
                    Duration.ofSeconds(30),
                    () -> assertThat(orchestrator.get(READINESS).status()).isEqualTo(200));
        }
    }

    @Test
    void without_redis_a_node_is_ready_and_says_that_it_is_slower() {
        Eventually.see(() -> assertThat(cache().path("details").path("degraded").asBoolean(true))
                .isFalse());

        RunningSystem.pauseRedis();

        Eventually.see(() -> {
            // It is found out by whoever reads.
            assertThat(anybody.get("/api/v1/tags").status()).isEqualTo(200);
            assertThat(cache().path("details").path("degraded").asBoolean()).isTrue();
            assertThat(cache().path("status").asString()).isEqualTo("UP");
        });
        assertThat(anybody.get(READINESS).status()).isEqualTo(200);
        assertThat(anybody.get(HEALTH).status()).isEqualTo(200);
        Eventually.see(
                Duration.ofSeconds(30),
                () -> assertThat(cache().path("details").path("degraded").asBoolean(true))
                        .isFalse());
    }

    private JsonNode cache() {
        return admin.get(HEALTH).json().path("components").path("cache");
    }
}
