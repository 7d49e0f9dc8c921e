package dev.scratchy.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {

    @ParameterizedTest
    @CsvSource({
        "Niko Matsakis, niko-matsakis",
        "'The Rust Core Team', the-rust-core-team",
        "José García, jose-garcia-cd2952fe",
        "Jose Garcia, jose-garcia",
        "Ann & Bob, ann-bob-ead0d8c5",
        "abc, abc"
    })
    void an_authors_name_becomes_a_username_that_people_recognise(String author, String username) {
        assertThat(Usernames.of(author)).isEqualTo(username);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Al", "王", "Ё", "🦀", "-"})
    void a_name_that_leaves_too_little_gets_a_checksum(String author) {
        assertThat(Usernames.of(author)).matches("[a-z]{0,2}-[0-9a-f]{8}");
    }

    @Test
    void names_that_differ_only_at_their_end_get_different_usernames() {
        String team = "Somebody on behalf of the Infrastructure Team number ";

        assertThat(IntStream.range(0, 1_000).mapToObj(n -> Usernames.of(team + n)))
                .doesNotHaveDuplicates()
                .allMatch(username -> username.startsWith("somebody-on-behalf-of-t-") && username.length() == 32);
    }

    @Test
    void any_name_becomes_a_username_and_the_same_one_each_time() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            String author = IntStream.range(0, random.nextInt(60))
                    .mapToObj(n -> Character.toString(
                            random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1)))
                    .collect(Collectors.joining());

            assertThat(Usernames.of(author))
                    .as("seed %d, round %d, author [%s]", seed, round, author)
                    .matches("[a-z0-9_-]{3,32}")
                    .isEqualTo(Usernames.of(author));
        }
    }
}
