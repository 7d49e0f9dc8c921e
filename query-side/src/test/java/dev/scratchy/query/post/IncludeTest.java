package dev.scratchy.query.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncludeTest {

    @ParameterizedTest
    @CsvSource({
        "author, true, false",
        "comments, false, true",
        "'author,comments', true, true",
        "' comments , author,author', true, true"
    })
    void what_is_named_is_included(String text, boolean author, boolean comments) {
        assertThat(Include.of(text)).isEqualTo(new Include(author, comments));
    }

    @Test
    void nothing_is_included_unasked() {
        assertThat(Include.of(null)).isEqualTo(Include.NOTHING);
        assertThat(Include.of("")).isEqualTo(Include.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Author", "tags", "author,", "author;comments", "author,secrets"})
    void what_is_not_known_is_refused(String text) {
        assertThatThrownBy(() -> Include.of(text)).isInstanceOf(Invalid.class);
    }
}
