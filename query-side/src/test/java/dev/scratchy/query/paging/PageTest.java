package dev.scratchy.query.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.problem.FieldProblem;
import dev.scratchy.shared.problem.Invalid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @ParameterizedTest
    @CsvSource({
        "0, 20, 0",
        "1, 20, 1",
        "19, 20, 1",
        "20, 20, 1",
        "21, 20, 2",
        "750, 100, 8",
        "7, 1, 7",
        "3000000000, 1, 3000000000"
    })
    void the_last_page_may_be_a_part_of_one(long total, int limit, long totalPages) {
        assertThat(Page.of(List.of("row"), total)
                        .answer(new PageRequest(2, limit))
                        .meta())
                .isEqualTo(new Page.PageMeta(2, limit, total, totalPages));
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 0", "2, 20, 20", "3, 7, 14", "2147483647, 100, 214748364600"})
    void the_pages_before_are_skipped(int page, int limit, long offset) {
        assertThat(new PageRequest(page, limit).offset()).isEqualTo(offset);
    }

    @Test
    void what_is_absent_means_the_first_page_of_twenty() {
        assertThat(PageRequest.of(null, null)).isEqualTo(new PageRequest(1, 20));
        assertThat(PageRequest.of(3, null)).isEqualTo(new PageRequest(3, 20));
        assertThat(PageRequest.of(null, 100)).isEqualTo(new PageRequest(1, 100));
    }

    @ParameterizedTest
    @CsvSource({"0, 20, page", "-1, 20, page", "1, 0, limit", "1, 101, limit", "1, -2147483648, limit", "1, 1000, limit"
    })
    void what_is_out_of_range_is_named(@Nullable Integer page, @Nullable Integer limit, String field) {
        assertThatThrownBy(() -> PageRequest.of(page, limit))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly(field));
    }

    @Test
    void both_are_named_at_once() {
        assertThatThrownBy(() -> PageRequest.of(0, 0))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .containsExactly(
                                        new FieldProblem("page", "must be at least 1"),
                                        new FieldProblem("limit", "must be between 1 and 100")));
    }
}
