package dev.scratchy.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scratchy.shared.consistency.ConsistencyTokens;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class CommandAnswersTest {

    private static final String ID = "01JZ8Q4S5T6V7W8X9YZABCDEFG";

    private final ConsistencyTokens tokens = new ConsistencyTokens(new byte[32]);
    private final CommandAnswers answers = new CommandAnswers(tokens);

    @Test
    void what_was_made_is_answered_with_its_address() {
        var answer = answers.of(new Acknowledgement(ID, 0, true), "/api/v1/posts");

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(answer.getHeaders().getLocation()).hasToString("/api/v1/posts/" + ID);
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"0\"");
        assertThat(answer.getHeaders().headerNames()).doesNotContain("Idempotency-Replayed");
    }

    @Test
    void the_position_goes_with_it_as_a_token() {
        var answer = answers.of(new Acknowledgement(ID, 0, true).at(4711), "/api/v1/posts");

        assertThat(tokens.position(String.valueOf(answer.getHeaders().getFirst("Consistency-Token"))))
                .isEqualTo(4711);
    }

    @Test
    void an_answer_that_was_given_before_says_so() {
        var answer = answers.of(new Acknowledgement(ID, 0, true, 1, true), "/api/v1/posts");

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(answer.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void the_etag_of_a_change_is_one_that_if_match_takes() {
        var answer = answers.of(new Acknowledgement(ID, 7, false), "/api/v1/posts");

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getHeaders().getLocation()).isNull();
        assertThat(ExpectedVersion.of(String.valueOf(answer.getHeaders().getETag())))
                .isEqualTo(new ExpectedVersion(7L));
        assertThat(String.valueOf(answer.getBody())).contains(ID).contains("version=7");
    }

    @Test
    void a_change_of_what_has_no_address_is_never_a_creation() {
        var answer = answers.changed(new Acknowledgement(ID, 0, true));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getHeaders().getLocation()).isNull();
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"0\"");
    }
}
