package dev.scratchy.journeys;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the system: one address, one caller.
 *
 * @param userId the caller's, or empty for somebody without a token
 */
public record Http(String server, @Nullable String token, String userId) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    /** Longer than the system lets anybody wait for anything. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** An answer had begun when its connection ended: nobody between would have asked again. */
    public static final class CutShort extends UncheckedIOException {

        @Serial
        private static final long serialVersionUID = 1;

        CutShort(IOException failure) {
            super(failure);
        }
    }

    public Http(String server, @Nullable String token) {
        this(server, token, "");
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<String> raw) {

        public JsonNode json() {
            return JSON.readTree(raw.body());
        }

        public JsonNode data() {
            return json().path("data");
        }

        public String text(String field) {
            return data().path(field).asString("");
        }

        public String code() {
            return json().path("code").asString("");
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /** The same server, as somebody who is registered on the way. */
    public Http as(String username, String... roles) {
        Answer answer = post("/dev/tokens", Map.of("username", username, "roles", List.of(roles)));
        return new Http(server, answer.text("token"), answer.text("userId"));
    }

    /** The id of a new draft. */
    public String draft(String title) {
        return draft(title, "With words.");
    }

    public String draft(String title, String content, String... tags) {
        return post("/api/v1/posts", Map.of("title", title, "content", content, "tags", List.of(tags)))
                .text("id");
    }

    /** The id of a new published post, which the query side may not know yet. */
    public String published(String title) {
        return published(title, "With words.");
    }

    public String published(String title, String content, String... tags) {
        String id = draft(title, content, tags);
        post("/api/v1/posts/" + id + "/publish", null);
        return id;
    }

    /** The id of a new published post that every answer shows from now on: whatever it has outdated is invalidated. */
    public String readable(String title) {
        String id = draft(title);
        String path = "/api/v1/posts/" + id;
        String token = post(path + "/publish", null).header("consistency-token");
        Answer shown = get(path, "Consistency-Token", token, "Prefer", "wait=10");
        if (shown.status() != 200) {
            throw new AssertionError("The query side does not show it: " + shown.status());
        }
        return id;
    }

    /** The id of a new comment. */
    public String comment(String postId, String content) {
        return post("/api/v1/posts/" + postId + "/comments", Map.of("content", content))
                .text("id");
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, @Nullable Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer patch(String path, Object body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public Answer put(String path, @Nullable Object body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /**
     * Sends a request.
     *
     * @param body sent as it is when it is a text, as JSON otherwise
     * @param headers name, value, name, value
     * @throws UncheckedIOException when there is no answer; {@link CutShort} when there is half of one
     */
    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json")
                    .method(
                            method,
                            BodyPublishers.ofString(
                                    body instanceof String text ? text : JSON.writeValueAsString(body)));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var begun = new AtomicBoolean();
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), head -> {
                begun.set(true);
                return BodyHandlers.ofString().apply(head);
            });
            return new Answer(response.statusCode(), response);
        } catch (IOException failure) {
            throw begun.get() ? new CutShort(failure) : new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
