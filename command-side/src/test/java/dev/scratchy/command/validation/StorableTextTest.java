package dev.scratchy.command.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.command.dispatch.Judgement;
import dev.scratchy.shared.problem.FieldProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {

    private static final int MEBIBYTE = 1 << 20;

    private record Text(@StorableText @Nullable String text) {}

    private record FourBytes(@StorableText(maxBytes = 4) String text) {}

    private static boolean accepted(@Nullable String text) {
        return Judgement.of(new Text(text)).isEmpty();
    }

    @Test
    void nothing_is_fine() {
        assertThat(accepted(null)).isTrue();
        assertThat(accepted("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "Ünïcödé", "日本語", "😀👨‍👩‍👧", "line\r\nline\ttab", "\u0001", "\uFFFF", "\uFEFF"})
    void what_postgresql_can_store_is_accepted(String text) {
        assertThat(accepted(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "😀\0"})
    void nul_is_refused(String text) {
        assertThat(accepted(text)).isFalse();
    }

    /** Assembled here, because a class file cannot hold one in an annotation. */
    @Test
    void half_of_a_surrogate_pair_is_refused_wherever_it_stands() {
        char high = "😀".charAt(0);
        char low = "😀".charAt(1);

        assertThat(accepted("" + high)).isFalse();
        assertThat(accepted("" + low)).isFalse();
        assertThat(accepted("a" + high + "b")).isFalse();
        assertThat(accepted("" + low + high)).isFalse();
        assertThat(accepted("" + high + high + low)).isFalse();
        assertThat(accepted("" + high + low)).isTrue();
    }

    @Test
    void one_mebibyte_is_the_most_counted_in_bytes() {
        assertThat(accepted("a".repeat(MEBIBYTE))).isTrue();
        assertThat(accepted("a".repeat(MEBIBYTE + 1))).isFalse();
        assertThat(accepted("é".repeat(MEBIBYTE / 2))).isTrue();
        assertThat(accepted("é".repeat(MEBIBYTE / 2) + "a")).isFalse();
        assertThat(accepted("😀".repeat(MEBIBYTE / 4))).isTrue();
        assertThat(accepted("😀".repeat(MEBIBYTE / 4) + "a")).isFalse();
    }

    @Test
    void the_message_says_how_much_is_allowed() {
        assertThat(Judgement.of(new FourBytes("12345")))
                .containsExactly(new FieldProblem(
                        "text", "must be at most 4 bytes of UTF-8 without NUL and without unpaired surrogates"));
        assertThat(Judgement.of(new FourBytes("1234"))).isEmpty();
    }
}
