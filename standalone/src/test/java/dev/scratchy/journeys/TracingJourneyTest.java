package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.journeys.TraceReceiver.Received;
import dev.scratchy.shared.Launcher;
import dev.scratchy.standalone.Standalone;
import dev.scratchy.standalone.StandaloneApplication;
import dev.scratchy.standalone.servers.EmbeddedServers;
import io.micrometer.tracing.Tracer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.context.ConfigurableApplicationContext;

/** What a request causes, on its way to views and caches, is one trace. On a system of its own, since others are not traced. */
@TestInstance(Lifecycle.PER_CLASS)
class TracingJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final Pattern KEPT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-01");

    private final Path data = RunningSystem.temporaryDirectory();
    private final TraceReceiver receiver = new TraceReceiver();
    private EmbeddedServers servers;
    private ConfigurableApplicationContext context;
    private Http anybody;
    private Http ada;
    private Http admin;

    @BeforeAll
    @SuppressWarnings("NullAway") // what a test begins with
    void start() {
        servers = EmbeddedServers.start(data, true);
        Map<String, Object> properties = new HashMap<>(servers.properties());
        properties.put("PORT", "0");
        context = Launcher.application(Standalone.class, StandaloneApplication.CONFIGURATION, properties)
                .run(
                        "--management.opentelemetry.tracing.export.otlp.endpoint=" + receiver.endpoint(),
                        "--management.opentelemetry.tracing.export.schedule-delay=50ms",
                        "--management.tracing.sampling.probability=0");
        anybody = new Http("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"), null);
        ada = anybody.as("ada", "author");
        admin = anybody.as("admin", "admin");
    }

    @AfterAll
    void stop() {
        context.close();
        servers.close();
        receiver.close();
        RunningSystem.remove(data);
    }

    @Test
    void a_command_its_append_the_projections_and_the_invalidation_are_one_trace() {
        String id = ada.published("Traced");
        Eventually.caughtUp(admin);
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String secret = "not-for-the-trace-4711";

        Answer patched = ada.patch(
                POSTS + "/" + id, Map.of("title", secret), "traceparent", "00-" + trace + "-b7ad6b7169203331-01");

        assertThat(patched.status()).isEqualTo(200);
        Eventually.see(() -> {
            List<Received> sofar = receiver.ofTrace(trace);
            assertThat(sofar)
                    .extracting(Received::name)
                    .contains("http patch /api/v1/posts/{id}", "append events", "project search");
            assertThat(childrenOf(sofar, only(sofar, "project posts"))).contains("invalidate");
        });
        List<Received> spans = receiver.ofTrace(trace);
        Received request = only(spans, "http patch /api/v1/posts/{id}");
        assertThat(request.parentId()).isEqualTo("b7ad6b7169203331");
        assertThat(only(spans, "append events").parentId()).isEqualTo(request.spanId());
        Received projected = only(spans, "project posts");
        assertThat(projected.parentId()).isEqualTo(request.spanId());
        assertThat(projected.tags()).containsEntry("scratchy.event", "PostUpdated");
        assertThat(childrenOf(spans, projected)).containsExactly("invalidate");
        assertThat(spans.toString()).doesNotContain(secret);
        String metadata =
                events(id).path(2).path("metadata").path("traceparent").asString("");
        assertThat(metadata).matches(KEPT).contains(trace);
    }

    @Test
    void what_is_not_kept_leaves_nothing_in_the_log_and_is_not_sent() {
        String id = ada.draft("Untraced");
        Eventually.caughtUp(admin);

        assertThat(events(id).path(0).path("metadata").has("traceparent")).isFalse();
        assertThat(receiver.spans()).noneMatch(span -> span.name().equals("http post /api/v1/posts"));
    }

    @Test
    void a_replay_adds_nothing_to_traces() {
        String trace = "1af7651916cd43dd8448eb211c80319c";
        ada.post(POSTS, Map.of("title", "Replayed"), "traceparent", "00-" + trace + "-b7ad6b7169203331-01");
        Eventually.see(() -> assertThat(receiver.ofTrace(trace))
                .extracting(Received::name)
                .contains("http post /api/v1/posts", "project posts", "project search"));
        allOfThemAreSent("4af7651916cd43dd8448eb211c80319c");
        List<Received> before = receiver.ofTrace(trace);

        for (String projection : List.of("posts", "search", "notifications", "users", "comments")) {
            String replay = admin.post("/api/v1/admin/projections/" + projection + "/replay", null)
                    .header("location");
            Eventually.completed(admin, replay);
        }

        allOfThemAreSent("2af7651916cd43dd8448eb211c80319c");
        assertThat(receiver.ofTrace(trace)).containsExactlyElementsOf(before);
    }

    @Test
    void where_nobody_is_told_of_traces_there_is_no_tracer() {
        assertThat(RunningSystem.beans(Tracer.class)).isEmpty();
        Http elsewhere = RunningSystem.http().as(Names.unique("ada"), "author");
        String id = elsewhere
                .post(
                        POSTS,
                        Map.of("title", "Untraced"),
                        "traceparent",
                        "00-3af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .text("id");
        Http operator = RunningSystem.http().as(Names.unique("admin"), "admin");
        assertThat(operator.get("/api/v1/admin/events?aggregate=" + id).raw().body())
                .doesNotContain("traceparent");
    }

    /** What is sent later than a span of now was begun later: each is sent in its turn. */
    private void allOfThemAreSent(String later) {
        Eventually.caughtUp(admin);
        ada.post(POSTS, Map.of("title", "Later"), "traceparent", "00-" + later + "-b7ad6b7169203331-01");
        Eventually.see(() -> assertThat(receiver.ofTrace(later))
                .extracting(Received::name)
                .contains("project posts", "project search"));
    }

    private static List<String> childrenOf(List<Received> spans, Received parent) {
        return spans.stream()
                .filter(span -> span.parentId().equals(parent.spanId()))
                .map(Received::name)
                .toList();
    }

    private tools.jackson.databind.JsonNode events(String id) {
        return admin.get("/api/v1/admin/events?aggregate=" + id).data();
    }

    private static Received only(List<Received> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("Two of " + name);
                })
                .orElseThrow(() -> new AssertionError(name + " is not among " + spans));
    }
}
