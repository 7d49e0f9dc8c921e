package dev.scratchy.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final String ULID = "01JZ8Q4S5T6V7W8X9YZABCDEFG";

    private static List<Function<String, Object>> kinds() {
        return List.of(PostId::of, UserId::of, CommentId::of, NotificationId::of, ReplayId::of);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void an_id_is_canonical_whatever_case_it_came_in(Function<String, Object> of) {
        assertThat(of.apply(ULID.toLowerCase(Locale.ROOT)))
                .isEqualTo(of.apply(ULID))
                .hasToString(ULID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "01JZ8Q4S5T6V7W8X9YZABCDEF",
                "01JZ8Q4S5T6V7W8X9YZABCDEFGH",
                "01JZ8Q4S5T6V7W8X9YZABCDEF-",
                "01JZ8Q4S5T6V7W8X9YZABCDEF\n",
                "01JZ8Q4S5T6V7W8X9YZABCDEFU",
                "01JZ8Q4S5T6V7W8X9YZABCDEFé",
                "81JZ8Q4S5T6V7W8X9YZABCDEFG",
                "ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
                "0197e8a2-cb1c-7d6e-8f90-123456789abc",
                "'; DROP TABLE post; --"
            })
    void what_is_not_a_ulid_is_refused_without_being_repeated(String text) {
        for (Function<String, Object> of : kinds()) {
            assertThatThrownBy(() -> of.apply(text))
                    .isInstanceOf(MalformedId.class)
                    .hasMessage("An id is a ULID: 26 characters of 0-9 and A-Z without I, L, O and U.");
        }
    }

    /** Or two texts would name one aggregate's stream, or none. */
    @ParameterizedTest
    @ValueSource(strings = {"01JZ8Q4S5T6V7W8X9YZABCDEFO", "01JZ8Q4S5T6V7W8X9YZABCDEFI", "01JZ8Q4S5T6V7W8X9YZABCDEFl"})
    void a_letter_that_looks_like_a_digit_becomes_that_digit_or_is_refused(String text) {
        try {
            assertThat(PostId.of(text).value()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
        } catch (MalformedId refused) {
            assertThat(refused).hasMessageContaining("without I, L, O and U");
        }
    }

    @Test
    void ids_grow_also_within_one_millisecond() {
        List<String> ids =
                Stream.generate(() -> PostId.next().value()).limit(10_000).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void threads_never_make_the_same_id() {
        List<String> ids = new ArrayList<>(IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(n -> UserId.next().value())
                .toList());

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void a_new_id_is_one_that_can_be_read_back() {
        PostId post = PostId.next();
        ReplayId replay = ReplayId.next();

        assertThat(PostId.of(post.toString())).isEqualTo(post);
        assertThat(ReplayId.of(replay.toString())).isEqualTo(replay);
    }
}
