package dev.scratchy.shared.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scratchy.shared.database.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource({
        "redis://cache, secret, redis://default:secret@cache",
        "rediss://cache:6380/3, secret, rediss://default:secret@cache:6380/3",
        "rediss://ann@cache:6380, secret, rediss://ann:secret@cache:6380",
        "redis://cache, p@ss:w/rd+% ä, redis://default:p%40ss%3Aw%2Frd%2B%25%20%C3%A4@cache",
    })
    void a_password_is_put_into_it_for_its_user_or_else_the_default_one(String url, String password, String whole) {
        assertThat(new RedisUrl(url).with(password)).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache:6379",
                "http://cache",
                "redis://ann:hidden@cache",
                "redis://:hidden@cache",
                "redis://ca che",
                "redis://",
                ""
            })
    void one_that_has_a_password_or_is_none_is_refused_without_being_repeated(String url) {
        assertThatThrownBy(() -> new RedisUrl(url).with("secret"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("REDIS_URL must be like redis://host:6379")
                .message()
                .doesNotContain("hidden", "secret");
    }

    @Test
    void a_certificate_is_for_one_with_tls() {
        new RedisUrl("rediss://cache").requireTls();
        assertThatThrownBy(() -> new RedisUrl("redis://cache").requireTls())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("rediss://host:6379");
    }
}
