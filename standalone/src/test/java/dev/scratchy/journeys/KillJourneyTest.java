package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.subscription.ChildJvm;
import dev.scratchy.standalone.StandaloneApplication;
import dev.scratchy.standalone.importing.ImportCommand;
import dev.scratchy.standalone.servers.EmbeddedServers;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The standalone launcher as a process of its own: killed, started again, and stopped. */
class KillJourneyTest {

    private static final int POSTS = 400;

    private final List<Process> started = new ArrayList<>();
    private Path data;
    private Path file;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        data = RunningSystem.temporaryDirectory();
        file = Files.createTempFile("kill", ".ndjson");
        Files.write(file, lines());
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void end_what_was_started() throws InterruptedException, IOException {
        for (Process process : started) {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
        if (Files.exists(data.resolve("postgres/postmaster.pid"))) {
            // The test failed between a kill and the next start, which ends what the killed process left running.
            EmbeddedServers.start(data, true).close();
        }
        RunningSystem.remove(data);
        Files.delete(file);
    }

    @Test
    void killed_in_the_middle_of_an_import_it_loses_nothing_and_doubles_nothing() throws Exception {
        Process first = launch();
        ready();
        CompletableFuture<Integer> interrupted = CompletableFuture.supplyAsync(this::importFile);
        Eventually.see(Duration.ofSeconds(30), () -> assertThat(total()).isGreaterThan(POSTS / 20));
        first.destroyForcibly().waitFor();
        assertThat(interrupted.get(2, TimeUnit.MINUTES)).isEqualTo(2);

        Process second = launch();
        ready();
        assertThat(importFile()).isZero();

        Eventually.see(() -> assertThat(total()).isEqualTo(POSTS));
        for (int n = 0; n < POSTS; n += 97) {
            assertThat(http().get("/api/v1/posts/by-slug/killed-" + n).text("title"))
                    .isEqualTo("Post " + n);
        }

        List<ProcessHandle> servers = second.descendants().toList();
        long postgres = Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
        second.destroy();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Eventually.see(() -> {
            assertThat(servers).noneMatch(ProcessHandle::isAlive);
            assertThat(ProcessHandle.of(postgres)).isEmpty();
        });
    }

    @Test
    void a_directory_in_use_is_refused_in_one_line() throws Exception {
        launch();
        ready();

        Process second = launch();

        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(Files.readString(data.resolve("out-2.log")))
                .contains("Another Scratchy is running on " + data)
                .doesNotContain("\tat ");
        assertThat(http().get("/actuator/health").status()).isEqualTo(200);
    }

    private Process launch() throws IOException {
        var builder = ChildJvm.of(StandaloneApplication.class, "--data=" + data)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(new File(data.toFile(), "out-" + (started.size() + 1) + ".log")));
        builder.environment().put("PORT", Integer.toString(port));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void ready() {
        Eventually.see(
                Duration.ofSeconds(90),
                () -> assertThat(http().get("/actuator/health").status()).isEqualTo(200));
    }

    private int importFile() {
        return ImportCommand.run(List.of(file.toString(), "--url=" + http().server()));
    }

    private long total() {
        return http().get("/api/v1/posts").json().path("meta").path("total").asLong();
    }

    private Http http() {
        return new Http("http://127.0.0.1:" + port, null);
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < POSTS; n++) {
            lines.add("""
                    {"title":"Post %1$d","slug":"killed-%1$d","author":"Author %2$d","publishedAt":"2021-01-01T00:00:00Z","content":"%3$s"}""".formatted(n, n % 7, "words ".repeat(200)));
        }
        return lines;
    }
}
