package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How large a body may be, and that whoever sends a larger one is told. */
class RequestSizeJourneyTest {

    private static final String POSTS = "/api/v1/posts";
    private static final int MIB = 1 << 20;
    private static final int LIMIT = 8 * MIB;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Http anybody = RunningSystem.http();
    private final Http ada = anybody.as(Names.unique("ada"), "author");

    @AfterEach
    void let_go_of_the_connections() {
        client.close();
    }

    @Test
    void the_longest_content_fits_even_when_each_character_is_escaped() throws Exception {
        String body = "{\"title\":\"Escaped\",\"content\":\"" + "\\u0061".repeat(MIB) + "\"}";

        assertThat(send(ada, BodyPublishers.ofString(body)).status()).isEqualTo(201);
    }

    @Test
    void a_body_of_the_limit_passes_and_one_byte_more_does_not() throws Exception {
        assertThat(send(ada, BodyPublishers.ofByteArray(post(LIMIT))).status()).isEqualTo(201);
        assertThat(send(ada, inPieces(LIMIT)).status()).isEqualTo(201);

        tooLarge(send(ada, BodyPublishers.ofByteArray(post(LIMIT + 1))));
        tooLarge(send(ada, inPieces(LIMIT + 1)));
    }

    @Test
    void one_that_is_much_larger_is_told_too() throws Exception {
        tooLarge(send(ada, BodyPublishers.ofByteArray(post(3 * LIMIT))));
        tooLarge(send(ada, inPieces(3 * LIMIT)));
    }

    @Test
    void nobody_has_to_be_known_to_be_told() throws Exception {
        tooLarge(send(anybody, BodyPublishers.ofByteArray(post(LIMIT + 1))));
        // In pieces, it is not read before somebody is asked for a token.
        assertThat(send(anybody, inPieces(2 * LIMIT)).status()).isEqualTo(401);
        assertThat(send(anybody, BodyPublishers.ofByteArray(post(LIMIT))).status())
                .isEqualTo(401);
    }

    @Test
    void what_is_announced_is_not_waited_for() throws Exception {
        try (Socket socket = connect()) {
            head(socket, "Content-Length: 1000000000000\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("TOO_LARGE", "Connection: close");
        }
    }

    @Test
    void a_client_that_looks_for_an_answer_only_when_it_has_sent_everything_gets_it() throws Exception {
        try (Socket socket = connect()) {
            head(socket, "Content-Length: " + 3 * LIMIT + "\r\n");
            socket.getOutputStream().write(post(3 * LIMIT));

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("TOO_LARGE");
        }
        try (Socket socket = connect()) {
            head(socket, "Transfer-Encoding: chunked\r\n");
            OutputStream out = socket.getOutputStream();
            out.write((Integer.toHexString(3 * LIMIT) + "\r\n").getBytes(US_ASCII));
            out.write(post(3 * LIMIT));
            out.write("\r\n0\r\n\r\n".getBytes(US_ASCII));

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("TOO_LARGE");
        }
    }

    @Test
    void forms_and_files_are_not_read() throws Exception {
        for (String type : new String[] {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
            var form = HttpRequest.newBuilder(URI.create(ada.server() + POSTS + "/by-slug/form"))
                    .header("authorization", "Bearer " + ada.token())
                    .header("content-type", type)
                    .PUT(inPieces(LIMIT + 1));

            assertThat(client.send(form.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(415);
        }
    }

    /** A new post of so many bytes; the space between its fields means nothing. */
    private static byte[] post(int size) {
        String start = "{\"title\":\"Padded\"";
        return (start + " ".repeat(size - start.length() - 1) + "}").getBytes(UTF_8);
    }

    private static BodyPublisher inPieces(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(post(size)));
    }

    private Answer send(Http caller, BodyPublisher body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(caller.server() + POSTS))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .POST(body);
        if (caller.token() != null) {
            request.header("authorization", "Bearer " + caller.token());
        }
        var response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }

    private static void tooLarge(Answer answer) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("TOO_LARGE");
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().path("detail").asString()).contains(Integer.toString(LIMIT));
    }

    private Socket connect() throws IOException {
        URI server = URI.create(anybody.server());
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void head(Socket socket, String length) throws IOException {
        String head = "POST " + POSTS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + ada.token() + "\r\n" + length + "\r\n";
        socket.getOutputStream().write(head.getBytes(US_ASCII));
    }

    /** All that comes until the end of the problem, which is the only thing in braces. */
    static String answer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0 && next != '}';
                next = socket.getInputStream().read()) {
            answer.append((char) next);
        }
        return answer.toString();
    }
}
