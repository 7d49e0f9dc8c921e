package dev.scratchy.journeys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody waits for ever: neither a caller for the database, nor the server for a caller. */
class TimeoutJourneyTest {

    private static final String POSTS = "/api/v1/posts";

    private final Http ada = RunningSystem.http().as(Names.unique("ada"), "author");
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void let_go_of_the_threads() {
        threads.close();
    }

    @Test
    void a_command_that_does_not_get_a_lock_is_told_to_come_again() throws Exception {
        try (Node node = Node.commandSide(List.of(), "--scratchy.database.lock-timeout=200ms");
                Connection other = locked("app_log.slug_reservation")) {
            unavailable(node.http(ada.token()).post(POSTS, Map.of("title", Names.unique("Locked out"))));
            other.rollback();
            assertThat(node.http(ada.token())
                            .post(POSTS, Map.of("title", Names.unique("Let in")))
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void so_is_one_whose_statement_takes_too_long() throws Exception {
        try (Node node = Node.commandSide(List.of(), "--scratchy.database.statement-timeout=1s");
                Connection other = locked("app_log.slug_reservation")) {
            unavailable(node.http(ada.token()).post(POSTS, Map.of("title", Names.unique("Too long"))));
            other.rollback();
        }
    }

    @Test
    void a_query_is_no_exception() throws Exception {
        String post = ada.published(Names.unique("Slow to read"));
        try (Node node = Node.querySide("--scratchy.database.statement-timeout=1s");
                Connection other = locked("app.post")) {
            unavailable(node.http(null).get(POSTS + "/" + post + "?include=author"));
            other.rollback();
        }
    }

    /** With a limit for all else that a row already takes longer than. */
    @Test
    void a_batch_of_a_projection_takes_its_time() {
        String schema = Names.unique("slow").replace('-', '_');
        try (Node node = Node.querySide(
                "--scratchy.database.statement-timeout=1s",
                "--scratchy.database.schema=" + schema,
                "--scratchy.database.migrate=true")) {
            sql("""
                    CREATE FUNCTION %1$s.slow() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        PERFORM pg_sleep(1.5);
                        RETURN NEW;
                    END $$
                    """.formatted(schema));
            sql("CREATE TRIGGER slow BEFORE INSERT ON %1$s.user_account FOR EACH ROW EXECUTE FUNCTION %1$s.slow()"
                    .formatted(schema));
            JdbcClient own = node.context().getBean(JdbcClient.class);
            own.sql("""
                    INSERT INTO domain_event (event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                        payload_type, payload_revision, payload, metadata)
                    SELECT event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                        payload_type, payload_revision, payload, metadata
                    FROM app_log.domain_event
                    WHERE aggregate_id = :user
                    """).param("user", ada.userId()).update();

            assertThat(node.context()
                            .getBean(JdbcClient.class)
                            .sql("SHOW statement_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("1s");
            Eventually.see(() -> assertThat(node.context()
                            .getBean(JdbcClient.class)
                            .sql("SELECT count(*) FROM user_account")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1));
        } finally {
            sql("DROP SCHEMA IF EXISTS " + schema + ", " + schema + "_log CASCADE");
        }
    }

    @Test
    void a_client_that_stops_in_the_middle_is_let_go() throws Exception {
        try (Node node = Node.commandSide(List.of(), "--server.tomcat.connection-timeout=1s")) {
            URI server = URI.create(node.http(null).server());
            String head = "POST " + POSTS + " HTTP/1.1\r\nHost: x\r\n";
            String body = "Content-Type: application/json\r\nContent-Length: 100\r\nAuthorization: Bearer "
                    + ada.token() + "\r\n\r\n{";

            assertThat(untilTheEnd(server, head)).doesNotContain("HTTP/1.1 2");
            assertThat(untilTheEnd(server, head + body))
                    .startsWith("HTTP/1.1 408")
                    .contains("REQUEST_TIMEOUT");
        }
    }

    /** So that the time between two reads never gets long. */
    @Test
    void nor_is_one_waited_for_that_sends_a_byte_now_and_then() throws Exception {
        try (Node node = Node.commandSide(List.of(), "--scratchy.web.max-request-time=500ms")) {
            URI server = URI.create(node.http(null).server());
            for (String length : List.of("Content-Length: 100000", "Transfer-Encoding: chunked")) {
                try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                    socket.setSoTimeout(10_000);
                    String head = "POST " + POSTS + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + length + "\r\nAuthorization: Bearer " + ada.token() + "\r\n\r\n";
                    socket.getOutputStream().write(head.getBytes(US_ASCII));
                    var dripping =
                            CompletableFuture.runAsync(() -> drip(socket, length.startsWith("Transfer")), threads);

                    // Not to the end of the stream: what drips on after the answer may break that off.
                    assertThat(RequestSizeJourneyTest.answer(socket))
                            .startsWith("HTTP/1.1 408")
                            .contains("REQUEST_TIMEOUT", "Connection: close");
                    dripping.join();
                }
            }
        }
    }

    /** Until nobody takes them: spaces, which are no end of a body. */
    private static void drip(Socket socket, boolean chunked) {
        try {
            for (int sent = 0; sent < 1_000; sent++) {
                socket.getOutputStream().write((chunked ? "1\r\n \r\n" : " ").getBytes(US_ASCII));
                Thread.sleep(20);
            }
            throw new IllegalStateException("All of it was taken.");
        } catch (IOException closed) {
            // As is expected.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_command_that_runs_when_the_process_is_told_to_end_is_finished() throws Exception {
        Node node = Node.commandSide(List.of());
        String server = node.http(null).server();
        String title = Names.unique("Finished in the end");
        try (Connection other = locked("app_log.slug_reservation")) {
            var running = CompletableFuture.supplyAsync(
                    () -> node.http(ada.token()).post(POSTS, Map.of("title", title)), threads);
            Eventually.see(() -> assertThat(waiting()).isPositive());
            var closed = CompletableFuture.runAsync(node::close, threads);
            Eventually.see(() -> assertThat(refuses(URI.create(server))).isTrue());

            assertThat(running).isNotDone();
            assertThat(closed).isNotDone();
            other.rollback();

            Answer answer = running.get();
            assertThat(answer.status()).isEqualTo(201);
            closed.get();
            Eventually.see(
                    () -> assertThat(ada.get(POSTS + "/" + answer.text("id")).text("title"))
                            .isEqualTo(title));
        }
    }

    private static void unavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("UNAVAILABLE");
        assertThat(answer.header("retry-after")).isEqualTo("1");
    }

    private static String untilTheEnd(URI server, String sent) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(sent.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static boolean refuses(URI server) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    private static Connection locked(String table) throws Exception {
        Connection connection = RunningSystem.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static long waiting() {
        return RunningSystem.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .query(Long.class)
                .single();
    }

    private static void sql(String statement) {
        RunningSystem.bean(JdbcClient.class).sql(statement).update();
    }
}
