package dev.scratchy.shared.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyTokensTest {

    private static final byte[] KEY = new byte[32];
    private final ConsistencyTokens tokens = new ConsistencyTokens(KEY);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4711, 1L << 40, Long.MAX_VALUE})
    void a_token_is_short_fit_for_a_header_and_comes_back_as_its_position(long position) {
        String token = tokens.of(position);

        assertThat(token).matches("[A-Za-z0-9_-]{22}");
        assertThat(tokens.position(token)).isEqualTo(position);
    }

    @Test
    void not_one_bit_of_a_token_can_be_changed() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.of(4711));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertForeign(Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        }
    }

    @Test
    void another_logs_token_is_none_of_this_one() {
        byte[] anothersKey = KEY.clone();
        anothersKey[31] = 1;

        assertForeign(new ConsistencyTokens(anothersKey).of(4711));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "0", "AAAA", "not base64!", "ÄÖÜ", "=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_has_not_the_shape_of_a_token_is_none(String text) {
        assertForeign(text);
    }

    private void assertForeign(String token) {
        assertThatThrownBy(() -> tokens.position(token))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_CONSISTENCY_TOKEN));
    }
}
