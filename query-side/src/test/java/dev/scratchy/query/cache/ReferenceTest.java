package dev.scratchy.query.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"post:7", "posts", "a b", "é:😀", ":", "post:", "x~y", "x!", "*", "post:*", "comments:post:*"})
    void a_reference_a_prefix_and_everything_may_be_invalidated(String name) {
        assertThatCode(() -> Reference.checkInvalidated(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!floor",
                "!x:*",
                "~post",
                "~post~7",
                "post*",
                "*:7",
                "post:*:7",
                "p**",
                ":*",
                "**",
                "a\nb",
                "a\u0000",
                "\u0085"
            })
    void what_is_no_name_of_a_reference_or_prefix_may_not(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Reference.checkInvalidated(name));
    }

    @Test
    void a_name_is_not_longer_than_512_characters() {
        assertThatCode(() -> Reference.checkInvalidated("x".repeat(512))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> Reference.checkInvalidated("x".repeat(513)));
    }

    @Test
    void an_entry_is_checked_for_its_query_itself_its_references_and_each_of_their_prefixes() {
        assertThat(Reference.named(List.of("comments:post:7", "posts"), "comments", "7/1"))
                .containsExactlyInAnyOrder(
                        "~comments", "~comments~7/1", "comments:post:7", "comments:*", "comments:post:*", "posts");
    }

    @Test
    void an_entry_cannot_name_a_prefix_or_what_the_cache_keeps_for_itself() {
        for (String name : List.of("post:*", "*", "!floor", "~post")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Reference.named(List.of(name), "post", "7"));
        }
    }

    @Test
    void names_of_entries_are_one_line_and_different_for_different_keys() {
        List<String> keys = List.of("a\nb", "a%10%b", "a%b", "a\tb", "ab", "a~b", "", "%", "37", "%37%", "é😀");

        List<String> names =
                keys.stream().map(key -> Reference.ofKey("post", key)).toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        name -> assertThat(name.chars().noneMatch(c -> c < ' ')).isTrue());
    }

    /** A query's name has no ~, so what follows the second one is the key whatever it is. */
    @Test
    void a_query_is_never_taken_for_an_entry_of_another() {
        assertThat(Reference.ofQuery("post")).isNotEqualTo(Reference.ofKey("post", ""));
        assertThat(Reference.ofKey("post", "by~7")).isNotEqualTo(Reference.ofKey("post-by", "7"));
    }
}
