package dev.scratchy.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProjectionBatchTest {

    private record Row(int number, List<String> keys) {}

    private record Column(@Nullable String text) {}

    private record Written(RowStatement by, List<Row> rows) {}

    private final JsonMapper json = new JsonMapper();
    private final List<Written> written = new ArrayList<>();
    private final ProjectionBatch batch = new ProjectionBatch(json, 0);

    /** A statement that remembers what it was run with, and when. */
    private final class Recording implements RowStatement {
        @Override
        public List<String> write(String rows) {
            List<Row> read = Arrays.asList(json.readValue(rows, Row[].class));
            written.add(new Written(this, read));
            return read.stream().map(row -> "row:" + row.number()).toList();
        }
    }

    private void write(RowStatement statement, int number, String... keys) {
        batch.write(statement, new Row(number, List.of(keys)), keys);
    }

    private List<Integer> numbers() {
        return written.stream()
                .flatMap(run -> run.rows().stream())
                .map(Row::number)
                .toList();
    }

    @Test
    void nothing_is_written_before_the_flush_and_nothing_twice() {
        write(new Recording(), 1, "a");
        assertThat(written).isEmpty();

        batch.flush();
        batch.flush();

        assertThat(numbers()).containsExactly(1);
    }

    @Test
    void an_empty_batch_writes_nothing() {
        batch.flush();

        assertThat(written).isEmpty();
    }

    @Test
    void what_a_statement_found_outdated_is_invalidated_with_the_rest() {
        batch.invalidate("known");
        write(new Recording(), 1, "a");

        batch.flush();

        assertThat(batch.invalidated()).containsExactly("known", "row:1");
    }

    @Test
    void a_row_comes_after_what_it_waits_for_and_beside_its_like() {
        var follow = new Recording();
        var tell = new Recording();
        mark(follow, 1, "follows");
        mark(follow, 2, "follows");
        writeAfter(tell, 3, "follows");
        mark(follow, 4, "follows");
        writeAfter(tell, 5, "follows");

        batch.flush();

        assertThat(written).extracting(Written::by).containsExactly(follow, tell);
        assertThat(numbers()).containsExactly(1, 2, 4, 3, 5);
    }

    private void mark(RowStatement statement, int number, String key) {
        batch.write(statement, new Row(number, List.of(key)), List.of(), List.of(key));
    }

    private void writeAfter(RowStatement statement, int number, String key) {
        batch.write(statement, new Row(number, List.of(key)), List.of(key), List.of());
    }

    @Test
    void a_thousand_posts_created_and_published_are_two_statements() {
        var insert = new Recording();
        var publish = new Recording();
        for (int post = 0; post < 1_000; post++) {
            write(insert, 2 * post, "post-" + post);
            write(publish, 2 * post + 1, "post-" + post);
        }

        batch.flush();

        assertThat(written).extracting(Written::by).containsExactly(insert, publish);
        assertThat(written).allSatisfy(run -> assertThat(run.rows()).hasSize(1_000));
    }

    @Test
    void a_statement_gets_no_two_rows_of_one_key_at_once() {
        var tag = new Recording();
        write(tag, 1, "a");
        write(tag, 2, "a");
        write(tag, 3, "b");

        batch.flush();

        assertThat(written).hasSize(2);
        assertThat(numbers()).containsExactly(1, 3, 2);
    }

    @Test
    void a_row_of_two_keys_comes_after_both_and_before_what_follows_on_either() {
        var first = new Recording();
        var second = new Recording();
        write(first, 1, "a");
        write(first, 2, "a");
        write(first, 3, "b");
        write(second, 4, "b", "a");
        write(first, 5, "b");
        write(first, 6, "c");

        batch.flush();

        List<Integer> order = numbers();
        assertThat(order).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        assertThat(order.indexOf(4)).isGreaterThan(order.indexOf(2)).isGreaterThan(order.indexOf(3));
        assertThat(order.indexOf(5)).isGreaterThan(order.indexOf(4));
    }

    @Test
    void rows_are_json_as_json_to_recordset_reads_it() {
        List<String> texts = new ArrayList<>();
        RowStatement statement = rows -> {
            texts.add(rows);
            return List.of();
        };
        batch.write(statement, new Column("a \"quoted\" text\n"), "a");
        batch.write(statement, new Column(null), "b");

        batch.flush();

        assertThat(texts).containsExactly("[{\"text\":\"a \\\"quoted\\\" text\\n\"},{\"text\":null}]");
    }

    @Test
    void a_batch_of_large_rows_is_written_early_and_in_order() {
        List<Integer> lengths = new ArrayList<>();
        RowStatement statement = rows -> {
            lengths.add(rows.length());
            return List.of();
        };
        var large = new Column("x".repeat(1_000_000));
        for (int post = 0; post < 8; post++) {
            batch.write(statement, large, "post-" + post);
        }
        assertThat(lengths).as("beyond 8 million characters").hasSize(1);
        assertThat(lengths.getFirst()).isGreaterThan(8_000_000);

        batch.write(statement, large, "post-0");
        assertThat(lengths).as("counted anew").hasSize(1);
        batch.flush();
        assertThat(lengths).hasSize(2);
        assertThat(lengths.getLast()).isLessThan(1_100_000);
    }

    @Test
    void each_reference_is_named_once_and_outlives_an_early_flush() {
        batch.invalidate("post:1", "posts:list");
        batch.flush();
        batch.invalidate("post:2", "posts:list");

        assertThat(batch.invalidated()).containsExactly("post:1", "posts:list", "post:2");
    }

    @Test
    void whatever_is_written_each_key_sees_its_rows_in_the_order_of_writing() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            written.clear();
            List<Recording> statements = List.of(new Recording(), new Recording(), new Recording());
            Map<String, List<Integer>> sequential = new HashMap<>();
            int rows = random.nextInt(200);
            int posts = 1 + random.nextInt(30);
            for (int number = 0; number < rows; number++) {
                var keys = new TreeSet<String>();
                for (int key = random.nextInt(3); key >= 0; key--) {
                    keys.add("key-" + random.nextInt(posts));
                }
                for (String key : keys) {
                    sequential.computeIfAbsent(key, fresh -> new ArrayList<>()).add(number);
                }
                write(statements.get(random.nextInt(statements.size())), number, keys.toArray(String[]::new));
                if (random.nextInt(100) == 0) {
                    batch.flush();
                }
            }
            batch.flush();

            Map<String, List<Integer>> applied = new HashMap<>();
            for (Written run : written) {
                var together = new ArrayList<String>();
                for (Row row : run.rows()) {
                    together.addAll(row.keys());
                    row.keys()
                            .forEach(key -> applied.computeIfAbsent(key, fresh -> new ArrayList<>())
                                    .add(row.number()));
                }
                assertThat(together)
                        .as("keys of one statement, seed %d, round %d", seed, round)
                        .doesNotHaveDuplicates();
            }
            assertThat(applied).as("seed %d, round %d", seed, round).isEqualTo(sequential);
        }
    }
}
