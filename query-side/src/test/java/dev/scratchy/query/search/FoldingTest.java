package dev.scratchy.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {

    @ParameterizedTest
    @CsvSource({"Rust, rUST", "CRÈME BRÛLÉE, crème brûlée", "ΣΊΣΥΦΟΣ, σίσυφος", "ПРИВЕТ, привет", "𐐀, 𐐨", "100%, 100%"
    })
    void texts_that_differ_by_case_only_are_folded_to_the_same(String one, String other) {
        assertThat(Folding.of(one)).isEqualTo(Folding.of(other));
    }

    @Test
    void no_code_point_becomes_more_or_fewer() {
        String all = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(point -> Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        String folded = Folding.of(all);

        assertThat(folded.codePointCount(0, folded.length())).isEqualTo(all.codePointCount(0, all.length()));
        assertThat(Folding.of(folded)).as("folding twice is folding once").isEqualTo(folded);
    }
}
