package dev.scratchy.query.answering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.query.answering.StoredAnswer.Audience;
import dev.scratchy.shared.identity.UserId;
import dev.scratchy.shared.security.Caller;
import dev.scratchy.shared.security.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredAnswerTest {

    private static final UserId ANN = UserId.next();
    private static final Instant MODIFIED = Instant.parse("2026-01-31T12:00:00Z");
    private static final List<String> REFERENCES = List.of("posts:list", "post:01A");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_hidden_is_seen_by_its_owner_and_editors_only(boolean hidden) {
        StoredAnswer answer = kept(forEverybody("\"3\"", "{}").ownedBy(ANN.value(), hidden));

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
        StoredAnswer answer = kept(forEverybody("\"3\"", "{}"));

        assertThat(answer.isOf(new Caller(ANN, Set.of()))).isFalse();
        assertThat(answer.isOf(Caller.ANONYMOUS)).isFalse();
    }

    @Test
    void it_comes_back_as_it_was_kept() {
        var response = kept(forEverybody("W/\"ä\"", "{\"a\":\n\"b\n\"}\n").ownedBy(ANN.value(), true))
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

    @Test
    void what_everybody_may_see_may_be_kept_by_shared_caches_and_purged_by_what_it_depends_on() {
        var headers = kept(forEverybody("\"3\"", "{}")).response().getHeaders();

        assertThat(headers.getCacheControl()).isEqualTo("no-cache, public");
        assertThat(headers.getLastModified()).isEqualTo(MODIFIED.toEpochMilli());
        assertThat(headers.getFirst("Cache-Tag")).isEqualTo("post:01A,posts:list");
        assertThat(headers.getFirst("Surrogate-Key")).isEqualTo("post:01A posts:list");
        assertThat(headers.getVary()).isEmpty();
    }

    @Test
    void what_others_see_otherwise_is_kept_for_each_token() {
        var answer =
                new StoredAnswer("\"3\"", MODIFIED, Audience.EACH, REFERENCES, body("{}")).ownedBy(ANN.value(), false);

        var headers = kept(answer).response().getHeaders();

        assertThat(headers.getCacheControl()).isEqualTo("no-cache, public");
        assertThat(headers.getVary()).containsExactly("Authorization");
        assertThat(answer.isVisibleTo(Caller.ANONYMOUS)).isTrue();
    }

    @Test
    void what_is_hidden_is_kept_by_nobody_else() {
        var headers = kept(forEverybody("\"3\"", "{}").ownedBy(ANN.value(), true))
                .response()
                .getHeaders();

        assertThat(headers.getCacheControl()).isEqualTo("no-cache, private");
        assertThat(headers.getFirst("Cache-Tag")).isNull();
        assertThat(headers.getFirst("Surrogate-Key")).isNull();
    }

    @Test
    void too_many_references_for_a_header_become_prefixes() {
        List<String> many = IntStream.range(0, 200)
                .mapToObj(n -> "comment-count:post:" + UserId.next().value())
                .toList();
        var references = new ArrayList<>(many);
        references.addAll(List.of("posts:list", "slug:of-mine"));
        var answer = new StoredAnswer("\"3\"", MODIFIED, Audience.EVERYBODY, references, body("{}"));

        assertThat(answer.response().getHeaders().getFirst("Cache-Tag"))
                .isEqualTo("comment-count:post:*,posts:list,slug:of-mine");
    }

    private static StoredAnswer forEverybody(String etag, String body) {
        return new StoredAnswer(etag, MODIFIED, Audience.EVERYBODY, REFERENCES, body(body));
    }

    private static StoredAnswer kept(StoredAnswer answer) {
        byte[] bytes = StoredAnswer.CODEC.writer().apply(answer);
        return StoredAnswer.CODEC.reader().apply(bytes);
    }

    private static byte[] body(String text) {
        return text.getBytes(UTF_8);
    }
}
