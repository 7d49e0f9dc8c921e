package dev.scratchy.query.paging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.Invalid;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final String ID = "01JZ8Q4S5T6V7W8X9YZABCDEFG";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "2026-02-28T23:59:59.123456Z",
                "9999-12-31T00:00:00Z"
            })
    void a_cursor_is_read_back_as_it_was_made(String time) {
        Cursor cursor = Cursor.behind(Instant.parse(time), ID);

        assertThat(Cursor.of(cursor.text())).isEqualTo(cursor);
    }

    @Test
    void an_empty_text_is_the_start() {
        assertThat(Cursor.of("")).isEqualTo(Cursor.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "1", "MTIz", "....", " ", "' OR 1=1 --", "\0"})
    void a_text_that_was_not_made_here_is_refused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5/short",
                "x/01JZ8Q4S5T6V7W8X9YZABCDEFG",
                "5/01JZ8Q4S5T6V7W8X9YZABCDEFG/6",
                "999999999999999999/01JZ8Q4S5T6V7W8X9YZABCDEFG",
                "-999999999999999999/01JZ8Q4S5T6V7W8X9YZABCDEFG",
                "99999999999999999999/01JZ8Q4S5T6V7W8X9YZABCDEFG"
            })
    void neither_is_a_forged_one_accepted(String inside) {
        refused(Base64.getUrlEncoder().encodeToString(inside.getBytes(UTF_8)));
    }

    @Test
    void a_page_and_a_cursor_exclude_each_other() {
        assertThatThrownBy(() -> ListRequest.of(1, "", 500))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("page", "limit"));
    }

    @Test
    void a_row_more_than_asked_for_tells_that_more_follow() {
        var page = Page.after(List.of("a", "b", "c"), 2, row -> Cursor.behind(Instant.EPOCH, ID));

        assertThat(page.rows()).containsExactly("a", "b");
        assertThat(page.next()).isEqualTo(Cursor.behind(Instant.EPOCH, ID).text());
        assertThat(Page.after(List.of("a", "b"), 2, row -> Cursor.START).next()).isNull();
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> Cursor.of(text))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("after"));
    }
}
