package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.journeys.Http.Answer;
import dev.scratchy.standalone.importing.ImportCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real posts, from the file to the answer. */
class ImportJourneyTest {

    private static final Path DEMO = Path.of("..", "demo", "rust-blog-excerpt.ndjson");

    private final Http anybody = RunningSystem.http();

    @Test
    void every_post_is_served_as_it_stands_in_the_file_and_a_second_import_changes_nothing() throws IOException {
        List<JsonNode> posts = Files.readAllLines(DEMO).stream()
                .map(new JsonMapper()::readTree)
                .toList();
        assertThat(posts).hasSizeGreaterThan(20);

        assertThat(run(DEMO)).isZero();

        Eventually.see(Duration.ofSeconds(10), () -> assertThat(posts).allSatisfy(this::isServed));
        long events = events();
        assertThat(run(DEMO)).isZero();
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void what_cannot_be_a_post_is_refused_and_the_rest_goes_on() throws IOException {
        Path file = Files.createTempFile("import", ".ndjson");
        String slug = Names.unique("imported");
        Files.writeString(file, """
                {"title": "Broken
                {"title": "", "slug": "%1$s-untitled", "author": "Somebody"}

                {"title": "Fine", "slug": "%1$s", "author": "Somebody", "publishedAt": "2020-02-02T00:00:00Z"}
                """.formatted(slug));

        assertThat(run(file)).isEqualTo(1);

        Eventually.see(
                () -> assertThat(anybody.get("/api/v1/posts/by-slug/" + slug).text("title"))
                        .isEqualTo("Fine"));
        Files.delete(file);
    }

    @Test
    void without_a_file_or_a_server_it_says_so() {
        assertThat(run(Path.of("no-such-file.ndjson"))).isEqualTo(2);
        assertThat(ImportCommand.run(List.of())).isEqualTo(2);
        assertThat(ImportCommand.run(List.of(DEMO.toString(), "--url=localhost:8080")))
                .isEqualTo(2);
        assertThat(ImportCommand.run(List.of(DEMO.toString(), "--url=nowhere"))).isEqualTo(2);
        assertThat(ImportCommand.run(List.of(DEMO.toString(), "--url=http://127.0.0.1:1")))
                .isEqualTo(2);
    }

    private int run(Path file) {
        return ImportCommand.run(List.of(file.toString(), "--url=" + anybody.server()));
    }

    private void isServed(JsonNode post) {
        Answer answer = anybody.get("/api/v1/posts/by-slug/" + post.path("slug").asString());
        assertThat(answer.status()).isEqualTo(200);
        for (String field : List.of("title", "slug", "content", "tags", "publishedAt")) {
            assertThat(answer.data().path(field)).isEqualTo(post.path(field));
        }
    }

    private static long events() {
        return RunningSystem.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM domain_event")
                .query(Long.class)
                .single();
    }
}
