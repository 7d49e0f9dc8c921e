package dev.scratchy.standalone.importing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The few requests that the import needs. One that cannot be answered at the moment is sent again, because each of them may be. */
final class Api implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final JsonMapper json;
    private final URI server;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    Api(JsonMapper json, URI server) {
        this.json = json;
        this.server = server;
    }

    /** A request was refused for good; the message is the problem's code and detail. */
    static final class RequestRefused extends Exception {

        private static final long serialVersionUID = 1L;

        RequestRefused(String reason) {
            super(reason);
        }
    }

    /** An answer to a command. */
    record Done(int status, JsonNode data) {}

    /** The author's token; the author is registered at the first call. */
    String token(String author) throws RequestRefused, IOException, InterruptedException {
        String known = tokens.get(author);
        if (known != null) {
            return known;
        }
        Map<String, Object> wanted =
                Map.of("username", Usernames.of(author), "displayName", author, "roles", new String[] {"author"});
        String token =
                send("POST", "/dev/tokens", wanted, null).data().path("token").asString();
        tokens.put(author, token);
        return token;
    }

    Done send(String method, String path, Object body, @Nullable String token)
            throws RequestRefused, IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = http.send(request(method, path, body, token), BodyHandlers.ofString());
                if (response.statusCode() != 503) {
                    return done(response);
                }
                if (attempt == ATTEMPTS) {
                    throw new IOException("the server answers 503");
                }
            } catch (IOException unreachable) {
                if (attempt == ATTEMPTS) {
                    throw unreachable;
                }
            }
            Thread.sleep(Duration.ofMillis(100L << attempt));
        }
    }

    private HttpRequest request(String method, String path, Object body, @Nullable String token) {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(json.writeValueAsString(body)));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        return request.build();
    }

    private Done done(HttpResponse<String> response) throws RequestRefused, IOException {
        JsonNode answer = read(response);
        if (response.statusCode() >= 400) {
            JsonNode errors = answer.path("errors");
            throw new RequestRefused(
                    response.statusCode() + " " + answer.path("code").asString("") + ": "
                            + (errors.isEmpty() ? answer.path("detail").asString("") : errors.toString()));
        }
        return new Done(response.statusCode(), answer.path("data"));
    }

    private JsonNode read(HttpResponse<String> response) throws IOException {
        try {
            return json.readTree(response.body());
        } catch (JacksonException foreign) {
            throw new IOException("it answers " + response.statusCode() + " without JSON: is it Scratchy?", foreign);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
