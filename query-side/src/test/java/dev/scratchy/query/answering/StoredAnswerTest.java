package dev.scratchy.query.answering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredAnswerTest {

    private static final UserId ANN = UserId.next();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_hidden_is_seen_by_its_owner_and_editors_only(boolean hidden) {
        StoredAnswer answer = kept(new StoredAnswer("\"3\"", ANN.value(), hidden, body("{}")));

        assertThat(answer.isVisibleTo(Caller.ANONYMOUS)).isEqualTo(!hidden);
        assertThat(answer.isVisibleTo(new Caller(UserId.next(), Set.of(Role.AUTHOR))))
                .isEqualTo(!hidden);
        assertThat(answer.isVisibleTo(new Caller(ANN, Set.of()))).isTrue();
        assertThat(answer.isVisibleTo(new Caller(UserId.next(), Set.of(Role.EDITOR))))
                .isTrue();
        assertThat(answer.isVisibleTo(new Caller(UserId.next(), Set.of(Role.ADMIN))))
                .isTrue();
    }

    @Test
    void what_is_nobodys_is_nobodys_own() {
        StoredAnswer answer = kept(new StoredAnswer("\"3\"", null, false, body("{}")));

        assertThat(answer.isOf(new Caller(ANN, Set.of()))).isFalse();
        assertThat(answer.isOf(Caller.ANONYMOUS)).isFalse();
    }

    @Test
    void it_comes_back_as_it_was_kept() {
        var response = kept(new StoredAnswer("W/\"ä\"", ANN.value(), true, body("{\"a\":\n\"b\n\"}\n")))
                .response();

        assertThat(response.getHeaders().getETag()).isEqualTo("W/\"ä\"");
        assertThat(response.getBody()).isEqualTo(body("{\"a\":\n\"b\n\"}\n"));
    }

    @Test
    void what_has_moved_sends_callers_on() {
        var response = kept(StoredAnswer.moved("/there", ANN.value(), false)).response();

        assertThat(response.getStatusCode().value()).isEqualTo(301);
        assertThat(response.getHeaders().getLocation()).hasToString("/there");
    }

    private static StoredAnswer kept(StoredAnswer answer) {
        byte[] bytes = StoredAnswer.CODEC.writer().apply(answer);
        return StoredAnswer.CODEC.reader().apply(bytes);
    }

    private static byte[] body(String text) {
        return text.getBytes(UTF_8);
    }
}
