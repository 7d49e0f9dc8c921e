package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.HostileRequests.Request;
import dev.scratchy.journeys.OpenApiDocuments.Operation;
import dev.scratchy.journeys.RawHttp.Reply;
import dev.scratchy.shared.identity.PostId;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever is sent to an operation, by whomever: no failure of the server, and no word about what is inside it. */
@Tag("soak")
class FuzzJourneyTest {

    private static final long SECONDS = Long.getLong("fuzz.seconds", 10);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    /** What any path may answer to what is no request for it. */
    private static final Set<Integer> ANYWHERE = Set.of(400, 404, 405, 406, 413, 414, 415, 417, 431);

    private static final Pattern INSIDE = Pattern.compile(
            "\\bat [\\w.$]+\\([\\w$]+\\.java|[a-z]Exception\\b"
                    + "|\\borg\\.(springframework|postgresql|axonframework|apache)\\b|\\btools\\.jackson|\\bjava\\.\\w+\\.|dev\\.scratchy"
                    + "|\\bSELECT\\b|\\bINSERT INTO\\b|\\bSQLSTATE|domain_event|idempotency_record|token_entry|<html|Apache Tomcat");

    private final Http anybody = RunningSystem.http();
    private final Http admin = anybody.as(Names.unique("admin"), "admin");
    private final Http author = anybody.as(Names.unique("author"), "author");
    private final int port = URI.create(anybody.server()).getPort();
    private final Random random = new Random(SEED);
    private final List<@Nullable String> tokens = Arrays.asList(
            null,
            anybody.as(Names.unique("user")).token(),
            author.token(),
            anybody.as(Names.unique("editor"), "editor").token(),
            admin.token());
    private final JsonNode document =
            OpenApiDocuments.parsed(OpenApiDocuments.served(anybody, OpenApiDocuments.MERGED));
    private final List<String> ids = new ArrayList<>();
    private final HostileRequests requests = new HostileRequests(document, random, this::id);

    /** Of what may be deleted; nobody who sends these requests is among them. */
    private String id() {
        if (ids.isEmpty() || random.nextInt(500) == 0) {
            ids.clear();
            String post = author.published("To be changed");
            ids.add(post);
            ids.add(author.draft("A draft"));
            ids.add(author.comment(post, "A comment."));
            ids.add(anybody.as(Names.unique("victim"), "author").userId());
            ids.add(PostId.next().value());
            ids.add("not-a-ulid");
        }
        return ids.get(random.nextInt(ids.size()));
    }

    @Test
    void nothing_that_is_sent_makes_an_operation_fail_or_tell_what_is_inside() throws IOException {
        System.out.println("Fuzz: " + SECONDS + " s, -Dfuzz.seed=" + SEED);
        List<Operation> operations = OpenApiDocuments.operations(document);
        Map<Integer, Long> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        long sent = 0;
        while ((System.nanoTime() < end || sent < operations.size()) && faults.size() < 20) {
            Operation operation = operations.get((int) (sent++ % operations.size()));
            // One replay after another would leave nothing to be read.
            if (operation.id().equals("startReplay") && random.nextInt(100) != 0) {
                continue;
            }
            Request request = requests.of(operation, tokens.get(random.nextInt(tokens.size())));
            Reply reply = request.sent(port);
            statuses.merge(reply.status(), 1L, Long::sum);
            String fault = isUnknownCoding(request, reply) ? null : fault(operation, request, reply);
            if (fault != null) {
                faults.add(fault + " after\n" + request.shown() + "\n-> " + reply);
            }
        }
        System.out.println("Fuzz: " + sent + " requests, answered " + statuses);

        assertThat(faults).as("-Dfuzz.seed=%d", SEED).isEmpty();
        assertThat(statuses.getOrDefault(503, 0L)).as("unavailable").isLessThanOrEqualTo(5 + sent / 1_000);
        assertThat(statuses.getOrDefault(0, 0L)).as("no answer").isLessThanOrEqualTo(5 + sent / 1_000);
        assertThat(statuses).containsKeys(200, 400, 401, 404, 422);
    }

    /** Which the web server is to answer with 501 (RFC 9112, section 6.1), whatever the operation. */
    private static boolean isUnknownCoding(Request request, Reply reply) {
        return reply.status() == 501 && request.has("Transfer-Encoding");
    }

    private static @Nullable String fault(Operation operation, Request request, Reply reply) {
        int status = reply.status();
        JsonNode documented = operation.description().path("responses");
        if (status >= 500 && !(status == 503 && reply.headers().containsKey("retry-after"))) {
            return "A failure";
        }
        if (request.isOf(operation)
                && status != 0
                && !documented.has(Integer.toString(status))
                && !ANYWHERE.contains(status)) {
            return "A status that is not documented";
        }
        if (status >= 400) {
            String type = reply.headers().getOrDefault("content-type", "");
            if (!type.startsWith("application/problem+json") && !reply.body().isEmpty()) {
                return "A refusal that is no problem";
            }
            if (INSIDE.matcher(reply.body()).find()) {
                return "A word about what is inside";
            }
        }
        return null;
    }
}
