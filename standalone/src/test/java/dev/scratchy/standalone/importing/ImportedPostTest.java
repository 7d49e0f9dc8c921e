package dev.scratchy.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.standalone.importing.Api.RequestRefused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ImportedPostTest {

    private final JsonMapper json = new JsonMapper();

    private ImportedPost read(String line) throws RequestRefused {
        return ImportedPost.of(line, json);
    }

    @Test
    void a_line_is_a_post() throws RequestRefused {
        assertThat(read("""
                        {"title":"T","slug":"t","author":"Ann","publishedAt":"2015-05-15T00:00:00Z",\
                        "tags":["a","b"],"content":"# C"}"""))
                .isEqualTo(new ImportedPost(
                        "T", "t", "Ann", Instant.parse("2015-05-15T00:00:00Z"), List.of("a", "b"), "# C"));
    }

    @Test
    void what_a_line_has_besides_is_left_out_of_account() throws RequestRefused {
        assertThat(read("{\"slug\":\"t\",\"license\":{\"name\":\"MIT\"}}").slug())
                .isEqualTo("t");
    }

    @Test
    void what_is_absent_or_null_is_empty_so_that_the_server_names_it() throws RequestRefused {
        var empty = new ImportedPost("", "", "", null, List.of(), "");

        assertThat(read("{}")).isEqualTo(empty);
        assertThat(read("""
                        {"title":null,"slug":null,"author":null,"publishedAt":null,"tags":null,"content":null}""")).isEqualTo(empty);
    }

    @Test
    void a_date_with_an_offset_is_the_same_moment() throws RequestRefused {
        ImportedPost post = read("{\"publishedAt\":\"2015-05-15T02:00:00+02:00\"}");

        assertThat(post.publishedAt()).isEqualTo(Instant.parse("2015-05-15T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"text\"",
                "17",
                "not JSON",
                "{",
                "{} {}",
                "{\"tags\":\"a\"}",
                "{\"title\":{}}",
                "{\"publishedAt\":\"yesterday\"}",
                "{\"publishedAt\":\"2015-05-15\"}"
            })
    void what_is_not_a_post_is_refused(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(RequestRefused.class).hasMessage("not a post in JSON");
    }
}
