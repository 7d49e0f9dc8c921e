package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** HTTP/2 without TLS, and compression, where they are wished for. */
class TransportJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    @Test
    void http_2_is_spoken_when_it_is_wished_for() throws Exception {
        try (Node node = Node.commandSide(List.of(), "--server.http2.enabled=true");
                HttpClient client =
                        HttpClient.newBuilder().version(Version.HTTP_2).build()) {
            var command = request(node, POSTS)
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString("{\"title\": \"" + Names.unique("Over two") + "\"}"))
                    .build();
            var unknown = request(node, "/nowhere").build();

            for (int time = 0; time < 2; time++) {
                var answer = client.send(command, BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(Version.HTTP_2);
                assertThat(answer.statusCode()).isEqualTo(201);
                var problem = client.send(unknown, BodyHandlers.ofString());
                assertThat(problem.version()).isEqualTo(Version.HTTP_2);
                assertThat(problem.statusCode()).isEqualTo(404);
                assertThat(problem.body()).contains("NOT_FOUND");
            }
        }
    }

    /** A strong ETag names bytes, so an answer that has one is left as it is. */
    @Test
    void what_has_no_etag_is_compressed_when_it_is_wished_for() throws Exception {
        String post = ada.draft("Long", "word ".repeat(2_000));
        try (Node node = Node.querySide(
                        "--server.compression.enabled=true", "--server.compression.min-response-size=1");
                HttpClient client =
                        HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            var problem = client.send(
                    request(node, "/nowhere").header("accept-encoding", "gzip").build(), BodyHandlers.ofByteArray());
            assertThat(problem.headers().firstValue("content-encoding")).contains("gzip");
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(problem.body()))) {
                assertThat(new JsonMapper().readTree(unpacked).path("code").asString())
                        .isEqualTo("NOT_FOUND");
            }

            Eventually.see(() -> {
                var tagged = client.send(
                        request(node, POSTS + "/" + post)
                                .header("accept-encoding", "gzip")
                                .build(),
                        BodyHandlers.ofString());
                assertThat(tagged.statusCode()).isEqualTo(200);
                assertThat(tagged.headers().firstValue("etag").orElse("")).startsWith("\"");
                assertThat(tagged.headers().firstValue("content-encoding")).isEmpty();
            });
        }
    }

    private HttpRequest.Builder request(Node node, String path) {
        return HttpRequest.newBuilder(URI.create(node.http(null).server() + path))
                .header("authorization", "Bearer " + ada.token());
    }
}
