package dev.scratchy.command.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.identity.PostId;
import dev.scratchy.shared.post.PostRules;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugsTest {

    private static final PostId ID = PostId.of("01JZ8Q4S5T6V7W8X9YZABCDEFG");
    private static final String UNIQUE = "01jz8q4s5t6v7w8x9yzabcdefg";

    @ParameterizedTest
    @CsvSource({
        "Hello World, hello-world",
        "'Crème brûlée!', creme-brulee",
        "'  --Rust 1.75.0 (stable)-- ', rust-1-75-0-stable",
        "'C++ & C#', c-c",
        "'Ａｌｌ　ｗｉｄｅ ①', all-wide-1",
        "'ﬁne ½', fine-1-2",
        "'İstanbul', istanbul",
        "'K', k",
        "'東京 2020', 2020",
        "'👋 hi', hi",
        "a, a"
    })
    void the_first_choice_is_the_title_in_lower_case_ascii(String title, String slug) {
        assertThat(Slugs.of(title, ID).getFirst()).isEqualTo(slug);
    }

    @Test
    void then_come_numbers_and_at_last_the_id() {
        assertThat(Slugs.of("Hello", ID))
                .containsExactly(
                        "hello",
                        "hello-2",
                        "hello-3",
                        "hello-4",
                        "hello-5",
                        "hello-6",
                        "hello-7",
                        "hello-8",
                        "hello-9",
                        "hello-" + UNIQUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"東京", "Привет", "!!!", "👋", "-", " ", "", "\u0301"})
    void of_a_title_without_latin_letters_and_digits_only_the_id_is_left(String title) {
        assertThat(Slugs.of(title, ID)).containsExactly(UNIQUE);
    }

    @Test
    void a_long_title_is_cut_and_never_ends_with_a_dash() {
        assertThat(Slugs.of("a".repeat(159) + " " + "b".repeat(40), ID).getFirst())
                .isEqualTo("a".repeat(159));
        // One letter that becomes eighteen.
        assertThat(Slugs.of("ﷺa".repeat(100), ID))
                .allSatisfy(slug -> assertThat(slug).matches(PostRules.SLUG));
    }

    @Test
    void every_candidate_of_any_title_is_a_slug() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            String title = anyTitle(random);

            List<String> candidates = Slugs.of(title, ID);

            assertThat(candidates)
                    .as("seed %d, round %d, title [%s]", seed, round, title)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allMatch(slug -> slug.matches(PostRules.SLUG))
                    .noneMatch(slug -> slug.startsWith("-") || slug.endsWith("-") || slug.contains("--"));
            assertThat(candidates.getLast())
                    .as("the way out, seed %d, round %d", seed, round)
                    .endsWith(UNIQUE);
        }
    }

    /** Up to 200 characters of all of Unicode, with more of those that matter than chance would give. */
    private static String anyTitle(Random random) {
        return IntStream.range(0, random.nextInt(200))
                .mapToObj(n -> switch (random.nextInt(4)) {
                    case 0 -> String.valueOf((char) ('a' + random.nextInt(26)));
                    case 1 -> String.valueOf(" -_.!Éß٣İﷺ½".charAt(random.nextInt(11)));
                    case 2 -> Character.toString(random.nextInt(0x250));
                    default -> Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
                })
                .collect(Collectors.joining());
    }
}
