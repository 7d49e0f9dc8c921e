package dev.scratchy.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.benchmarks.reference.ScaleTables;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Search over HTTP beside a sequential scan for the same posts. */
final class Searches implements AutoCloseable {

    /** So many titles are compared with what was searched for; of more, which are the nearest is not known. */
    private static final int COMPARED = 1_000;

    private final Sizes sizes;
    private final Texts texts;
    private final ScaleTables tables;
    private final Connection connection;

    Searches(Sizes sizes, Texts texts, RunningSystem system) {
        this.sizes = sizes;
        this.texts = texts;
        this.tables = new ScaleTables(system.bean(JdbcClient.class));
        this.connection = system.anonymous();
    }

    static void fill(RunningSystem system, int posts, Texts texts) {
        var log = new LogTables(system);
        log.users(10);
        log.texts(posts, texts.titles(), texts.paragraphs(), "\n\n" + Texts.RARE);
    }

    List<Comparison> comparisons() throws IOException {
        return List.of(
                comparison("a rare phrase", Texts.RARE),
                comparison("in many titles", texts.frequentInTitles()),
                comparison("in many contents", texts.frequentInContents(4, 20)),
                comparison("two letters", texts.frequentInContents(2, 2)),
                comparison("nowhere", Texts.NOWHERE));
    }

    private Comparison comparison(String name, String query) throws IOException {
        String path = "/api/v1/search?q=" + URLEncoder.encode(query, UTF_8);
        expectSame(path, query);
        return new Comparison(
                name + ": " + query,
                Timing.of(sizes.millis(), () -> tables.search(query)),
                Timing.of(sizes.millis(), () -> connection.get(path).expect(200)));
    }

    /** A quick answer is worth nothing when it is another one. */
    private void expectSame(String path, String query) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode hit : RunningSystem.data(connection.get(path).expect(200))) {
            found.add(hit.path("id").asString());
        }
        List<String> expected = tables.search(query);
        boolean same = tables.titles(query) < COMPARED ? found.equals(expected) : found.size() == expected.size();
        if (!same) {
            throw new IllegalStateException("Found for " + query + ": " + found + " instead of " + expected);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
