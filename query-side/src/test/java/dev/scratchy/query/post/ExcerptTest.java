package dev.scratchy.query.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "Plain words., Plain words.",
        "'# A heading\n\nand text', A heading and text",
        "'###### Deep', Deep",
        "'some **bold**, *leaning*, __strong__ and `code`', 'some bold, leaning, strong and code'",
        "'see [the docs](https://example.org/a?b=c) now', see the docs now",
        "'see [the docs][1] now', see the docs now",
        "'![a picture](x.png) then text', then text",
        "'<p class=\"x\">Hello<br/>there</p>', Hello there",
        "'- one\n- two\n* three\n+ four', one two three four",
        "'1. one\n22. two', one two",
        "'> a quote\n> goes on', a quote goes on",
        "'before\n```java\nint x = 1;\n```\nafter', before after",
        "'before\n```\nnever closed', before",
        "'a   b\t\tc\r\n\r\nd', a b c d",
        "'1 < 2 and 3 > 2', 1 < 2 and 3 > 2",
        "'[not a link] at all', [not a link] at all"
    })
    void the_marks_of_markdown_are_left_out(String markdown, String plain) {
        assertThat(Excerpt.of(markdown)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "```\ncode only\n```", "```", "![](x.png)", "****", "<hr>"})
    void of_nothing_but_marks_nothing_is_left(String markdown) {
        assertThat(Excerpt.of(markdown)).isEmpty();
    }

    @Test
    void what_is_short_enough_stays_whole() {
        String longest = "word ".repeat(56).strip() + "s";

        assertThat(longest).hasSize(Excerpt.LENGTH);
        assertThat(Excerpt.of(longest)).isEqualTo(longest);
    }

    @Test
    void a_long_text_is_cut_at_a_word() {
        String excerpt = Excerpt.of("word ".repeat(1_000));

        assertThat(excerpt).hasSizeLessThanOrEqualTo(Excerpt.LENGTH).hasSizeGreaterThan(Excerpt.LENGTH - 10);
        assertThat(excerpt).endsWith("word…");
    }

    @Test
    void a_text_without_words_is_cut_anywhere() {
        assertThat(Excerpt.of("東".repeat(1_000))).isEqualTo("東".repeat(Excerpt.LENGTH - 1) + "…");
    }

    @Test
    void a_surrogate_pair_is_never_cut_in_two() {
        for (int before = 0; before < 4; before++) {
            assertStorable(Excerpt.of("a".repeat(before) + "😀".repeat(1_000)), "after " + before + " letters");
        }
    }

    /** Only the beginning of a post is looked at, and that must not end within a pair either. */
    @Test
    void a_surrogate_pair_is_not_cut_where_looking_ends() {
        for (int before = 3_990; before < 4_010; before++) {
            assertStorable(Excerpt.of(" ".repeat(before) + "😀😀😀😀😀😀"), "after " + before + " blanks");
        }
    }

    @Test
    void any_text_gives_an_excerpt_that_is_short_and_can_be_stored() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String markdown = IntStream.range(0, random.nextInt(700))
                    .mapToObj(n -> switch (random.nextInt(4)) {
                        case 0 -> "word ";
                        case 1 -> String.valueOf("[]()<>`*_~#!-+>1.\n\t ".charAt(random.nextInt(20)));
                        case 2 -> "😀";
                        default -> Character.toString('a' + random.nextInt(26));
                    })
                    .collect(Collectors.joining());

            String excerpt = Excerpt.of(markdown);

            assertStorable(excerpt, "seed " + seed + ", round " + round);
            assertThat(excerpt).as("seed %d, round %d", seed, round).doesNotContain("\n", "  ", "`", "*");
        }
    }

    /** A generous bound: it is about what grows without bounds, not about speed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "]", "<", "`", "``` ", "![", "[](", "[][", "![](", "<a", "# ", "#", "> ", "- ", " ", "\n", "1.",
                "*", "😀", "a"
            })
    void the_largest_post_of_marks_alone_is_dealt_with_quickly(String mark) {
        String markdown = mark.repeat(MEBIBYTE / mark.length());

        String excerpt = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Excerpt.of(markdown));

        assertStorable(excerpt, mark);
    }

    private static void assertStorable(String excerpt, String where) {
        assertThat(excerpt).as(where).hasSizeLessThanOrEqualTo(Excerpt.LENGTH);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(excerpt))
                .as("no half of a surrogate pair %s", where)
                .isTrue();
    }
}
